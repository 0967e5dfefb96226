export default { sources: './source.ts' };
