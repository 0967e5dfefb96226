/** A line of one text that stands in the other: where in each, from 0. */
export type Pair = readonly [inOld: number, inNew: number];

/** Blocks with more pairs of lines than this are not looked into: they count as replaced. */
const MAX_CELLS = 4_000_000;

/**
 * The lines that two texts have in common, in order: lines that come once in each are matched first (Bram Cohen's patience diff), and what lies
 * between them by the longest common subsequence.
 */
export const sameLines = (old: readonly string[], now: readonly string[]): readonly Pair[] =>
  between(old, now, { old: [0, old.length], now: [0, now.length] });

interface Block {
  readonly old: readonly [from: number, to: number];
  readonly now: readonly [from: number, to: number];
}

const between = (old: readonly string[], now: readonly string[], block: Block): readonly Pair[] => {
  let [[oldFrom, oldTo], [nowFrom, nowTo]] = [block.old, block.now];
  const first: Pair[] = [];
  const last: Pair[] = [];
  while (oldFrom < oldTo && nowFrom < nowTo && old[oldFrom] === now[nowFrom]) first.push([oldFrom++, nowFrom++]);
  while (oldFrom < oldTo && nowFrom < nowTo && old[oldTo - 1] === now[nowTo - 1]) last.unshift([--oldTo, --nowTo]);
  const inner: Block = { old: [oldFrom, oldTo], now: [nowFrom, nowTo] };
  const anchors = uniqueInBoth(old, now, inner);
  return [
    ...first,
    ...(anchors.length === 0 ? longestCommon(old, now, inner) : around(old, now, inner, anchors)),
    ...last,
  ];
};

/** What lies between anchors, and they themselves. */
const around = (
  old: readonly string[],
  now: readonly string[],
  block: Block,
  anchors: readonly Pair[],
): readonly Pair[] => {
  const pairs: Pair[] = [];
  let [oldFrom, nowFrom] = [block.old[0], block.now[0]];
  for (const [inOld, inNew] of anchors) {
    pairs.push(...between(old, now, { old: [oldFrom, inOld], now: [nowFrom, inNew] }), [inOld, inNew]);
    [oldFrom, nowFrom] = [inOld + 1, inNew + 1];
  }
  return [...pairs, ...between(old, now, { old: [oldFrom, block.old[1]], now: [nowFrom, block.now[1]] })];
};

const placesOf = (lines: readonly string[], [from, to]: readonly [number, number]): ReadonlyMap<string, number> => {
  const places = new Map<string, number>();
  for (let i = from; i < to; i += 1) {
    const line = lines[i] ?? '';
    places.set(line, places.has(line) ? -1 : i);
  }
  return places;
};

/** Lines that come once in each block, as many as have the same order in both. */
const uniqueInBoth = (old: readonly string[], now: readonly string[], block: Block): readonly Pair[] => {
  const inNew = placesOf(now, block.now);
  const pairs = [...placesOf(old, block.old)].flatMap(([line, at]): Pair[] => {
    const other = inNew.get(line) ?? -1;
    return at < 0 || other < 0 ? [] : [[at, other]];
  });
  return increasing(pairs.toSorted(([a], [b]) => a - b));
};

/** The longest run of pairs that increase on both sides (patience sorting). */
const increasing = (pairs: readonly Pair[]): readonly Pair[] => {
  const tops: { readonly pair: Pair; readonly before: (typeof tops)[number] | undefined }[] = [];
  for (const pair of pairs) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tops[middle]?.pair[1] ?? 0) < pair[1]) low = middle + 1;
      else high = middle;
    }
    tops[low] = { pair, before: tops[low - 1] };
  }
  const found: Pair[] = [];
  for (let top = tops.at(-1); top; top = top.before) found.unshift(top.pair);
  return found;
};

const longestCommon = (old: readonly string[], now: readonly string[], block: Block): readonly Pair[] => {
  const [[oldFrom, oldTo], [nowFrom, nowTo]] = [block.old, block.now];
  const [rows, columns] = [oldTo - oldFrom, nowTo - nowFrom];
  if (rows === 0 || columns === 0 || rows * columns > MAX_CELLS) return [];
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  const isSame = (row: number, column: number): boolean => old[oldFrom + row] === now[nowFrom + column];
  for (let row = rows - 1; row >= 0; row -= 1)
    for (let column = columns - 1; column >= 0; column -= 1)
      lengths[row * width + column] = isSame(row, column)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
  const pairs: Pair[] = [];
  for (let [row, column] = [0, 0]; row < rows && column < columns; ) {
    if (isSame(row, column)) pairs.push([oldFrom + row++, nowFrom + column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
};
