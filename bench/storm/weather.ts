/** What befalls an API for a while. */
export type Trouble = 'none' | 'slow' | 'failing' | 'throttling' | 'down';

/** A part of the hour. Times in seconds from its beginning. */
export interface Spell {
  readonly name: string;
  readonly trouble: Trouble;
  readonly fromS: number;
  readonly toS: number;
}

/** The hour: four outages, each with time to recover after it, most of it after the overload, which is the one that can sustain itself. */
export const weather: readonly Spell[] = [
  { name: 'calm', trouble: 'none', fromS: 0, toS: 300 },
  { name: 'ten times slower', trouble: 'slow', fromS: 300, toS: 600 },
  { name: 'after it', trouble: 'none', fromS: 600, toS: 1800 },
  { name: 'every answer is a 500', trouble: 'failing', fromS: 1800, toS: 1920 },
  { name: 'after it', trouble: 'none', fromS: 1920, toS: 2520 },
  { name: 'ten calls a second allowed', trouble: 'throttling', fromS: 2520, toS: 2820 },
  { name: 'after it', trouble: 'none', fromS: 2820, toS: 3120 },
  { name: 'nobody listens', trouble: 'down', fromS: 3120, toS: 3180 },
  { name: 'after it', trouble: 'none', fromS: 3180, toS: 3600 },
];

export const spellAt = (ms: number): Spell => weather.find(({ toS }) => ms < toS * 1000) ?? (weather.at(-1) as Spell);
