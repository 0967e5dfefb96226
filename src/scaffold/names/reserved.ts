import { scalarFormats } from '../../datasources/base/index.ts';

/** Types that are there without being declared, or that GraphQL treats in its own way. */
export const RESERVED_TYPES: readonly string[] = [
  'Query',
  'Mutation',
  'Subscription',
  'PageInfo',
  'WireLiteral',
  'LoadKeys',
  'LoadConstants',
  ...Object.keys(scalarFormats),
];

/** Members that a source has, or that its class gets from JavaScript. */
export const RESERVED_MEMBERS: readonly string[] = [
  'get',
  'batch',
  'pages',
  'post',
  'put',
  'patch',
  'delete',
  'api',
  ...Object.getOwnPropertyNames(Object.prototype),
];

/** Words that cannot be the name of a variable (ECMA-262 section 12.7.2), and what request functions use themselves. */
export const RESERVED_ARGUMENTS: readonly string[] =
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if
  implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof
  undefined var void while with yield path joined page keys`.split(/\s+/);
