/** A command, and what may follow it. */
export interface Words {
  readonly name: string;
  readonly says: string;
  readonly flags: readonly { readonly name: string; readonly says: string; readonly value: boolean }[];
}

/** What every command takes. */
export const HELP = { name: 'help', says: 'its flags, and an example', value: false } as const;
