/** A place in which an answer is not as its contract says. Holds names, never a value. */
export interface Drift {
  /** `vanished`: declared, and in no record; `changed`: what is there does not fit. */
  readonly kind: 'vanished' | 'changed';
  /** A field, as `Country.name`; the operation, as `worldbank.country`, where it is about the answer itself. */
  readonly what: string;
  /** `expected an Int, got a string` */
  readonly says: string;
  /** Records in which it is so. */
  readonly times: number;
  /** Whether clients feel it: a field fails that they could read. One that may be null, and is in no record, is only null. */
  readonly breaks: boolean;
}

/** What an answer is, compared with its contract. */
export interface Survey {
  /** Rows of the answer; 1 for one that is no list. */
  readonly rows: number;
  readonly drifts: readonly Drift[];
  /** Fields that were there, as `Country.name`. */
  readonly seen: ReadonlySet<string>;
  /** Names of what is in the answer, and not in the contract: `[1].adminregion`, `Cube.@note`. At most 200. */
  readonly beyond: readonly string[];
}

/** Compares one answer with its contract; `null` for one that tells of a failure, or cannot be parsed: its call has said so. */
export type Surveyor = (body: Uint8Array, contentType: string | undefined) => Survey | null;
