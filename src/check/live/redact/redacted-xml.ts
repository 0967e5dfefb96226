import { isSecretName, type XmlEvents } from '../../../datasources/base/index.ts';
import { REDACTED, type RedactText } from './redacted-text.ts';

/** Hears a document, and has it written. */
export interface XmlWriter extends XmlEvents {
  written(): string;
}

/** Writes a document again as it is read, without what is secret, and without comments. */
export const redactedXml = (redact: RedactText): XmlWriter => {
  const parts: string[] = [];
  const open: { readonly name: string; readonly secret: boolean }[] = [];
  /** Whether the last tag may still become one without content. */
  let bare = false;
  const begin = () => {
    if (bare) parts.push('>');
    bare = false;
  };
  const localOf = (name: string) => name.slice(name.indexOf(':') + 1);
  return {
    open(name, attributes) {
      begin();
      const secret = (open.at(-1)?.secret ?? false) || isSecretName(localOf(name));
      open.push({ name, secret });
      const its = Object.entries(attributes).map(([key, value]) => {
        const hidden = !/^xmlns(?::|$)/.test(key) && (secret || isSecretName(localOf(key)));
        return ` ${key}="${escaped(hidden && value !== '' ? REDACTED : redact(value))}"`;
      });
      parts.push(`<${name}${its.join('')}`);
      bare = true;
    },
    text(text) {
      begin();
      parts.push(escaped(open.at(-1)?.secret && text.trim() !== '' ? REDACTED : redact(text)));
    },
    close() {
      const { name } = open.pop() ?? { name: '' };
      parts.push(bare ? '/>' : `</${name}>`);
      bare = false;
    },
    written: () => `<?xml version="1.0" encoding="UTF-8"?>\n${parts.join('')}\n`,
  };
};

const escaped = (text: string): string => text.replace(/[&<>"\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
