import { bundleDocument, foreignRefs } from './load/bundle-document.ts';
import { type Loaded, loadText } from './load/load-text.ts';
import { parseText } from './load/parse-text.ts';
import { upgradeDocument, versionOf } from './load/upgrade-document.ts';
import type { Node } from './node.ts';
import type { OpenApiDocument } from './open-api-document.ts';

/** How a document is read. */
export interface ReadOptions {
  /** Whether documents that this one refers to are read too. @default true */
  readonly bundle?: boolean;
}

/**
 * Reads an OpenAPI document: 2.0, 3.0 or 3.1, JSON or YAML, of one file or several.
 * @param source a file, or an address (http or https)
 * @throws UserError for what is no such document, with the place
 */
export const readOpenApi = async (source: string, { bundle = true }: ReadOptions = {}): Promise<OpenApiDocument> => {
  const loaded = await loadText(source);
  const root = parseText(loaded.text, loaded.name);
  if (!bundle || foreignRefs(root).length === 0) return documentOf(loaded, root);
  versionOf(root, loaded.name);
  const together = await bundleDocument(source, root);
  const document = documentOf(loaded, together.root);
  return { ...document, notes: [...together.notes, ...document.notes] };
};

/** The same of text that is there. @throws UserError */
export const parseOpenApi = (text: string, name = 'The document'): OpenApiDocument =>
  documentOf({ text, name, address: undefined }, parseText(text, name));

const documentOf = ({ name, address }: Loaded, root: Node): OpenApiDocument => {
  const version = versionOf(root, name);
  return { source: name, address, version, root: upgradeDocument(root, version, name), notes: [] };
};
