import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';

/** Text that only whoever has the key can read or make. */
export interface Seal {
  close(text: string, about: string): string;
  /** Undefined for what was not closed by this seal, about the same thing. */
  open(sealed: string, about: string): string | undefined;
}

/** Told apart from forms to come. */
const VERSION = 1;
const CIPHER = 'aes-256-gcm';
const IV = 12;
const TAG = 16;
/** Longer than anything that was ever closed. */
const MAX_LENGTH = 16_384;

/** Seals by AES-256-GCM. The same text about the same thing is the same sealed text, so that answers can be compared. */
export const sealWith = (secret: string): Seal => {
  const key = createHash('sha256').update(secret).digest();
  const headed = (about: string) => Buffer.from(`${VERSION} ${about}`);
  return {
    close(text, about) {
      const iv = createHmac('sha256', key).update(`${about}\n${text}`).digest().subarray(0, IV);
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(headed(about));
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), hidden]).toString('base64url');
    },
    open(sealed, about) {
      const bytes = sealed.length > MAX_LENGTH ? Buffer.of() : Buffer.from(sealed, 'base64url');
      if (bytes[0] !== VERSION || bytes.length <= 1 + IV + TAG) return undefined;
      try {
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(1, 1 + IV), { authTagLength: TAG });
        decipher.setAAD(headed(about)).setAuthTag(bytes.subarray(1 + IV, 1 + IV + TAG));
        return decipher.update(bytes.subarray(1 + IV + TAG), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return undefined;
      }
    },
  };
};
