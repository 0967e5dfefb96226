import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** A text under lock and key, as it stands in a file. */
export interface Sealed {
  readonly breakwater: 'connections';
  readonly version: 1;
  /** What follows is base64url. What the key was derived with: not secret. */
  readonly salt: string;
  /** Derived beside the key: tells a wrong key from a damaged file. */
  readonly check: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

/** What a password becomes with a salt. */
export interface SealingKey {
  readonly salt: string;
  readonly check: string;
  readonly key: Buffer;
}

const KEY_BYTES = 32;
const CHECK_BYTES = 16;
/** 32 MiB and about a tenth of a second. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };

const derive = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);

/**
 * Derives a key by scrypt, and not by HKDF: what stands in an environment variable may be a phrase that somebody made up, and whoever has the
 * file should find each guess dear.
 */
export const sealingKey = async (
  password: string,
  salt = randomBytes(16).toString('base64url'),
): Promise<SealingKey> => {
  const bytes = await derive(password, Buffer.from(salt, 'base64url'), KEY_BYTES + CHECK_BYTES, COST);
  return { salt, key: bytes.subarray(0, KEY_BYTES), check: bytes.subarray(KEY_BYTES).toString('base64url') };
};

/** Bound to what is inside, so that no other document of the same key can stand in. */
const BOUND = Buffer.from('breakwater connections 1');

/** Encrypts by AES-256-GCM. The nonce is new each time, as it must be under one key. */
export const seal = (text: string, { salt, check, key }: SealingKey): Sealed => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(BOUND);
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64url');
  const tag = cipher.getAuthTag().toString('base64url');
  return { breakwater: 'connections', version: 1, salt, check, iv: iv.toString('base64url'), tag, data };
};

/** Decrypts. @throws if a single bit was changed */
export const unseal = ({ iv, tag, data }: Sealed, { key }: SealingKey): string => {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
    .setAAD(BOUND)
    .setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(data, 'base64url')), decipher.final()]).toString('utf8');
};

/** Reads what stands in a file; undefined if it is nothing of this kind. */
export const readSealed = (text: string): Sealed | undefined => {
  try {
    const its = JSON.parse(text) as Partial<Sealed> | null;
    const texts = [its?.salt, its?.check, its?.iv, its?.tag, its?.data];
    const whole =
      its?.breakwater === 'connections' && its.version === 1 && texts.every((each) => typeof each === 'string');
    return whole ? (its as Sealed) : undefined;
  } catch {
    return undefined;
  }
};
