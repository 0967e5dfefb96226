import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { inWords, UserError } from '../../../config/user-error.ts';

/** The text of a document. */
export interface Loaded {
  readonly text: string;
  /** What messages call it. */
  readonly name: string;
  /** The address it came from in the end; undefined for a file. */
  readonly address: string | undefined;
}

/** Larger documents are refused, in bytes. */
const MAX_BYTES = 100 * 1_048_576;
/** How long a server may take, in milliseconds. */
const TIMEOUT_MS = 30_000;

export const isAddress = (source: string): boolean => /^https?:\/\//i.test(source);

/** How an address is asked. */
export interface AskOptions {
  /** Sent along, to the address itself alone. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** What to do where the server wants a credential: sentences for its message. @default none */
  readonly unauthorized?: string;
}

/** Reads a file, or asks an address. @throws UserError saying what is wrong with it */
export const loadText = (source: string, options: AskOptions = {}): Promise<Loaded> =>
  isAddress(source) ? fromAddress(source, options) : fromFile(source);

const fromFile = async (file: string): Promise<Loaded> => {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw new UserError(`${file} is larger than 100 MiB, which no OpenAPI document needs to be.`);
    return { text: await readFile(file, 'utf8'), name: basename(file), address: undefined };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file} cannot be read: ${inWords(error)}.`);
  }
};

/** An address in messages: its host and the last name of its path, without what may be a credential. */
const told = (url: URL): string => {
  const last = url.pathname.split('/').findLast((part) => part !== '');
  return last === undefined ? url.host : `${last} at ${url.host}`;
};

const fromAddress = async (source: string, options: AskOptions): Promise<Loaded> => {
  if (!URL.canParse(source)) throw new UserError('The address of the document is not a URL.');
  const url = new URL(source);
  const name = told(url);
  try {
    const accept = 'application/json, application/yaml, */*;q=0.5';
    const { headers = {} } = options;
    // `fetch` would carry headers of any name along to whatever host an answer leads to.
    const redirect = Object.keys(headers).length > 0 ? 'manual' : 'follow';
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { headers: { accept, ...headers }, redirect, signal });
    if (!response.ok) throw new UserError(`${name} cannot be read: ${refusal(response.status, options)}`);
    return { text: await bounded(response, name), name, address: response.url || source };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    throw new UserError(
      `${name} cannot be read: ${timedOut ? 'the server took more than 30 s' : 'the server cannot be reached'}.`,
    );
  }
};

const refusal = (status: number, { unauthorized }: AskOptions): string => {
  if (status >= 300 && status < 400)
    return `the server leads elsewhere (HTTP ${status}), where no header is sent. Give the address that it leads to.`;
  const said = `the server answered with HTTP ${status}.`;
  return (status === 401 || status === 403) && unauthorized !== undefined ? `${said} ${unauthorized}` : said;
};

const bounded = async (response: Response, name: string): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    if (size > MAX_BYTES) throw new UserError(`${name} is larger than 100 MiB, which no OpenAPI document needs to be.`);
    chunks.push(chunk as Uint8Array);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
};
