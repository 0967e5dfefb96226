import { upgradeFromTwoToThree } from '@scalar/openapi-upgrader/2.0-to-3.0';
import { upgradeFromThreeToThreeOne } from '@scalar/openapi-upgrader/3.0-to-3.1';
import { UserError } from '../../../config/user-error.ts';
import { isNode, memberAt, type Node } from '../node.ts';
import { tidied } from './tidied.ts';

/** What a document says it is. @throws UserError for what this reader does not know */
export const versionOf = (root: Node, name: string): string => {
  const said = memberAt(root, 'openapi') ?? memberAt(root, 'swagger');
  const version = typeof said === 'number' ? said.toFixed(1) : typeof said === 'string' ? said.trim() : undefined;
  if (version === undefined) {
    const other = memberAt(root, 'asyncapi') === undefined ? '' : ' It is an AsyncAPI document.';
    throw new UserError(`${name} is no OpenAPI document: neither "openapi" nor "swagger" says its version.${other}`);
  }
  if (/^(2\.0|3\.[012])(\.|$)/.test(version)) return version;
  throw new UserError(
    `${name} is of OpenAPI ${JSON.stringify(version.slice(0, 20))}; 2.0, 3.0, 3.1 and 3.2 can be read.`,
  );
};

/** The document as OpenAPI 3.1. It is changed on the way. @throws UserError for one that cannot be turned */
export const upgradeDocument = (root: Node, version: string, name: string): Node => {
  const sound = { ...tidied(root, version), ...(version.startsWith('2') ? { swagger: '2.0' } : { openapi: version }) };
  try {
    const three = version.startsWith('2') ? upgradeFromTwoToThree(sound) : sound;
    const upgraded: unknown = upgradeFromThreeToThreeOne(three as Record<string, unknown>);
    if (isNode(upgraded)) return upgraded;
  } catch (error) {
    if (error instanceof RangeError) throw new UserError(`${name} cannot be read: it lies in itself too deeply.`);
  }
  throw new UserError(`${name} says that it is OpenAPI ${version}, and is not: it could not be turned into 3.1.`);
};
