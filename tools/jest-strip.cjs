/** Jest's transformer: the same type stripping that Node itself does, so that tests run the code as it is. */
const { stripTypeScriptTypes } = require('node:module');
const { createHash } = require('node:crypto');

module.exports = {
  canInstrument: false,
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
  getCacheKey: (source, file, options) =>
    createHash('sha256').update(process.version).update(file).update(source).update(options.configString).digest('hex'),
};
