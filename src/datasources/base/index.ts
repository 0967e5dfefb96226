export { type Auth, apiKey, basic, bearer, type Environment } from './auth/auth.ts';
export type { Fault } from './contract/faults.ts';
export { UNFIT } from './contract/leaf.ts';
export { type Path, PathSyntaxError, parsePath } from './contract/path.ts';
export { scalarFormats, scalarLeaf } from './contract/scalars.ts';
export {
  type EnumShape,
  type FieldShape,
  type Literal,
  nameOf,
  type Shape,
  type Shapes,
  type TypeRef,
  type Wire,
} from './contract/shape.ts';
export type { HttpCall } from './exchange.ts';
export type { Args, At, BatchOperation, Key, Match, Op, Operation } from './operation/operation.ts';
export { newScope, type Scope } from './scope.ts';
export type { Api, Format, Timeouts } from './source/api.ts';
export { DataSource, type SourceClass } from './source/data-source.ts';
export { apiProblems } from './source/defaults.ts';
export { given } from './source/given.ts';
export { joined, path } from './source/path.ts';
export type { Request } from './source/request.ts';
export type { Types } from './source/types.ts';
export { gotTransport } from './transport/got-transport.ts';
export type { Transport, WireRequest, WireResponse } from './transport/transport.ts';
export { connect, operationsOf, type Upstream } from './upstream.ts';
