import { type Api, languageOf, type Operation } from '../../../datasources/base/index.ts';
import type { SourceCheck } from './check.ts';

/** Words for XML mean nothing where nothing is XML. */
export const xmlSpoken: SourceCheck = ({ api, operations }, complain) => {
  const all = [...operations.values()];
  const reads = languageOf(api.format ?? 'json') === 'xml' || all.some((each) => isRead(each, api));
  const fix = "Leave it out, or say format: 'xml'.";
  if (api.xml === 'lenient' && !reads)
    complain(`${api.name}: xml says how XML is read, but none of its answers is XML.`, fix);
  const speaks = reads || all.some((each) => each.kind === 'write' && each.body === 'xml');
  if (api.namespaces && !speaks)
    complain(`${api.name}: namespaces are for XML, but nothing that it reads or writes is XML.`, fix);
};

const isRead = ({ format }: Operation, api: Api): boolean => languageOf(format ?? api.format ?? 'json') === 'xml';
