import type { Path } from '../path.ts';
import { type Ground, isMany, type Many, type Move, repeats, type Walk } from './move.ts';
import type { Place } from './node.ts';

/** What was learned of places from the drafts before: the names of their items, in the end. */
export type Learned = ReadonlyMap<string, readonly string[]>;

/** How many items a walk makes, and what members are called. */
export interface Fork {
  /**
   * @param level the how many-eth of the steps that repeat
   * @param known how many are there, or will be
   * @param several whether a step before made several, or one to come will
   */
  readonly count: (level: number, known: number, several: boolean) => number;
  /** The name of the `ordinal`th member, where none of the `known` is to be taken. */
  readonly name: (ordinal: number, known: string | undefined, used: ReadonlySet<string>) => string;
}

/** One of each, where a path for one value could fan out. */
export const ONE: Fork = { count: () => 1, name: (_ordinal, known) => known ?? 'item' };

/** A document while it is put together. */
export interface Draft {
  readonly ground: Ground;
  /** The place so many levels up; null beyond the document. */
  climb(place: Place, levels: number): Place | null;
  /** The places a path leads to. @throws Conflict */
  walk(from: Place, path: Path, walk: Walk, fork: Fork): readonly Place[];
  /** What the next draft has to know. */
  learned(): Learned;
}

/** Begins a draft. Lists that are met in several ways have their final length only at the end: the next draft begins with it. */
export const newDraft = (ground: Ground, before: Learned): Draft => {
  const met = new Map<string, readonly [Place, Many]>();
  const known = (place: Place, move: Many): readonly string[] => {
    const id = `${place.node.address} ${move.take} ${move.name ?? ''}`;
    met.set(id, [place, move]);
    return [...new Set([...ground.found(place, move), ...(before.get(id) ?? [])])];
  };
  const one = (place: Place, move: Move): Place => {
    if (!isMany(move)) return ground.go(place, move, move.name);
    const { only = 0, ...all } = move;
    const names = known(place, all);
    return ground.go(place, all, String(only < 0 ? Math.max(names.length, -only) + only : only));
  };
  return {
    ground,
    climb(place, levels) {
      let at: Place | null = place;
      for (let level = levels; level > 0; level -= 1) at = at?.up ?? null;
      return at;
    },
    walk(from, path, how, fork) {
      const moves = ground.moves(path, how);
      const last = moves.filter(repeats).length - 1;
      const found: Place[] = [];
      const go = (place: Place, i: number, level: number, forked: boolean): void => {
        const move = moves[i];
        if (!move) return void found.push(place);
        if (!repeats(move)) {
          go(one(place, move), i + 1, level, forked);
          return;
        }
        const names = known(place, move);
        const count = fork.count(level, names.length, forked || level < last);
        const used = new Set<string>();
        for (let k = 0; k < count; k += 1) {
          const name = move.take === 'members' ? fork.name(found.length, names[k], used) : String(k);
          used.add(name);
          go(ground.go(place, move, name), i + 1, level + 1, forked || count > 1);
        }
      };
      go(from, 0, 0, false);
      return found;
    },
    learned: () => new Map([...met].map(([id, [place, move]]) => [id, ground.found(place, move)])),
  };
};
