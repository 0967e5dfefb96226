import { type Encode, encoderOf } from './body/encode.ts';
import type { Compiling } from './contract/reader.ts';
import { graphqlEncoder } from './graphql/graphql-encoder.ts';
import { graphqlReader } from './graphql/graphql-reader.ts';
import { ofMutation } from './graphql/of-mutation.ts';
import { selectionOf } from './graphql/selection.ts';
import type { AnswerReader } from './http-call.ts';
import { type Operation, type PagesOperation, wordsOf } from './operation/operation.ts';
import { soapEncoder } from './soap/soap-encoder.ts';
import { inEnvelope, soapType } from './soap/soap-envelope.ts';
import { soapReader } from './soap/soap-reader.ts';
import type { Api, Format } from './source/api.ts';

/** The format of an operation. */
export const formatOf = (operation: Pick<Operation, 'format'>, api: Api): Format =>
  operation.format ?? api.format ?? 'json';

/** What says where an answer lies. */
type Placed = Pick<PagesOperation, 'at' | 'connection'>;

/** Whether an operation says where in `data` its answer lies. */
const hasPlace = ({ at, connection }: Placed): boolean => connection?.named ?? wordsOf(at).path !== undefined;

/** The reader of documents, for those that come in an envelope. */
export const enveloped = (reader: AnswerReader, operation: Operation, api: Api): AnswerReader => {
  const format = formatOf(operation, api);
  if (format === 'soap') return soapReader(reader, api);
  if (format !== 'graphql') return reader;
  const none = operation.kind === 'batch' || operation.kind === 'pages' || operation.list ? Object.freeze([]) : null;
  const its = graphqlReader(reader, api, hasPlace(operation), none);
  return operation.kind === 'write' ? ofMutation(its) : its;
};

/** How an operation writes its body; `null`: it has none. */
export const encoderFor = (
  name: string,
  operation: Operation,
  api: Api,
  detail: boolean,
  known: Pick<Compiling, 'shapes' | 'problem'>,
): Encode | null => {
  const format = formatOf(operation, api);
  const what = `${api.name}.${name}`;
  if (format === 'soap') return soapEncoder(what, api);
  if (format === 'graphql') {
    const around = operation.kind === 'pages' ? operation.connection : undefined;
    const fields = selectionOf(operation.type, detail, { ...known, names: api.names }, around);
    return graphqlEncoder(what, fields, operation.kind === 'write');
  }
  return operation.kind === 'write' ? encoderOf(operation.body, api.namespaces) : null;
};

/** A document as it comes over the wire: in its envelope, with its media type. For samples. */
export const inItsEnvelope = (
  document: string,
  operation: Pick<Operation, 'format'> & Placed,
  api: Api,
): { readonly body: string; readonly contentType: string } => {
  const format = formatOf(operation, api);
  if (format === 'soap') {
    const contentType = `${soapType(api.soap ?? {})}; charset=utf-8`;
    return { body: inEnvelope(api.soap ?? {}, document), contentType };
  }
  if (format !== 'graphql') return { body: document, contentType: `application/${format}; charset=utf-8` };
  const data = hasPlace(operation) ? document : `{"answer":${document}}`;
  return { body: `{"data":${data}}`, contentType: 'application/json; charset=utf-8' };
};
