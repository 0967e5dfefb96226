/** Where the value of a setting comes from; each wins over those before it. */
export type Origin = 'default' | 'source' | 'config' | 'environment' | 'flag';

/** A value as it is in force. */
export interface Setting {
  /** `timeouts.totalMs` */
  readonly name: string;
  readonly value: unknown;
  readonly origin: Origin;
  /** The variables or the flag that said it. */
  readonly by?: readonly string[];
}

/** A variable that holds what nobody may read: whether it is there, and where. */
export interface Secret {
  readonly variable: string;
  readonly state: 'set' | 'missing';
  /** The variable itself, or that of its file with the file's path. */
  readonly from?: string;
}
