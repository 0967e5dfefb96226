export { answerReader, type ReaderOptions } from './answer-reader.ts';
export { type Auth, apiKey, basic, bearer, type Environment } from './auth/auth.ts';
export { unusableVariables } from './auth/unusable.ts';
export type { Fault } from './contract/faults.ts';
export { UNFIT } from './contract/leaf.ts';
export { type Path, PathSyntaxError, parsePath } from './contract/path.ts';
export type { Row as SampleRow } from './contract/sample/filling.ts';
export { type NoSample, type Sample, type SampleOptions, sampleDocument } from './contract/sample/sample-document.ts';
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
export {
  type Args,
  type At,
  type BatchOperation,
  type GetOperation,
  isOperation,
  type Key,
  type Match,
  type Op,
  type Operation,
  type Recorded,
} from './operation/operation.ts';
export type { PolicyName } from './pipeline.ts';
export { newScope, type Rehearsed, type Scope } from './scope.ts';
export type { Api, Format, Timeouts } from './source/api.ts';
export { DataSource, type SourceClass } from './source/data-source.ts';
export { apiProblems } from './source/defaults.ts';
export { wellFormed } from './source/form-problems.ts';
export { given } from './source/given.ts';
export { joined, path } from './source/path.ts';
export type { Request } from './source/request.ts';
export { told } from './source/sentences.ts';
export type { Types } from './source/types.ts';
export { buildUrl } from './source/url.ts';
export { gotTransport } from './transport/got-transport.ts';
export type { Drill, Transport, WireRequest, WireResponse } from './transport/transport.ts';
export { connect, type Notice, operationsOf, type Upstream } from './upstream.ts';
