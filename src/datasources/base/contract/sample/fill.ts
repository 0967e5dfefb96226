import { spell } from '../names.ts';
import { fansOut, isThisValue, pathOfName } from '../path.ts';
import type { Variant } from '../reader.ts';
import { type FieldShape, nameOf, type RecordShape, type TypeRef, type Wire } from '../shape.ts';
import { Conflict } from './conflict.ts';
import { agreeOn } from './demand.ts';
import { type Fork, ONE } from './draft.ts';
import { fillDiscriminator } from './fill-discriminator.ts';
import { demandOf, type Filling, type Row } from './filling.ts';
import type { Place } from './node.ts';

/** What a value is filled with, beside what all are. */
export interface Within {
  readonly variant: Variant;
  /** What is asked for: of a record values by field, of a scalar the value. */
  readonly wanted?: Row | Row[string] | undefined;
  /** The records around, by type. */
  readonly inside: readonly string[];
}

const THIS = { text: '.', up: 0, steps: [] };
/** No contract nests deeper, but those of which no document is the end. */
const MAX_DEPTH = 20;

/** Fills the value at a place: the way in which `compileType` would read it, backwards. @throws Conflict */
export const fillValue = (
  place: Place,
  type: TypeRef,
  wire: Wire,
  what: string,
  within: Within,
  filling: Filling,
): void => {
  const { compiling } = filling;
  const shape = 'list' in type ? undefined : compiling.shapes.get(type.name);
  if ('list' in type) fillList(place, type, wire, what, within, filling);
  else if (shape?.kind === 'record') fillRecord(place, shape, within, filling);
  else if (shape?.kind === 'union')
    fillRecord(
      place,
      fillDiscriminator(place, shape, filling),
      { ...within, inside: [...within.inside, shape.name] },
      filling,
    );
  else if (type.name === 'JSON') place.node.tree ??= filling.next();
  else filling.draft.ground.read(place, demandOf(type.name, wire, what, scalar(within.wanted), filling));
};

const scalar = (wanted: Within['wanted']): Row[string] | undefined => (typeof wanted === 'object' ? undefined : wanted);

/** Fills the items of a list that lies at a path from a place. */
const fillList = (
  from: Place,
  type: Extract<TypeRef, { list: TypeRef }>,
  wire: Wire,
  what: string,
  { variant, ...within }: Within,
  filling: Filling,
  row?: number,
): void => {
  const { key = variant.key, zip, lone: _lone, path = THIS, ...rest } = wire;
  const places = filling.draft.walk(from, path, { list: wire, row }, forkOf(type, key, filling));
  for (const place of places)
    fillValue(place, type.list, rest, what, { ...within, variant: { ...variant, key, zip } }, filling);
};

/** As many items as lists have, in the innermost of its places. */
const forkOf = (type: TypeRef, key: string | undefined, filling: Filling): Fork => ({
  count: (_level, known, several) => Math.max(several ? 1 : filling.items, known),
  name: (_ordinal, known, used) => known ?? memberName(type, key, {}, used, filling),
});

/** The name of a member that becomes an item. */
export const memberName = (
  type: TypeRef,
  key: string | undefined,
  wanted: Row,
  used: ReadonlySet<string>,
  filling: Filling,
): string => {
  const shape = filling.compiling.shapes.get(nameOf(type));
  const field = shape?.kind === 'record' ? shape.fields.find(({ name }) => name === key) : undefined;
  if (!shape || !field) return `item-${filling.next()}`;
  const what = `${shape.name}.${field.name}`;
  const { format } = field.wire;
  const wire = format === undefined ? {} : { format };
  const demand = demandOf(nameOf(field.type), wire, what, wanted[field.name], filling);
  const spellings = demand.spellings.map(String).filter((name) => !used.has(name));
  if (spellings.length === 0) throw new Conflict(`${what}: several rows need the same name in one object`);
  return String(agreeOn([{ ...demand, spellings }]));
};

const fillRecord = (place: Place, shape: RecordShape, { variant, wanted, inside }: Within, filling: Filling): void => {
  const { draft } = filling;
  place.node.isRecord = true;
  const around = draft.climb(place, shape.path?.up ?? 0);
  const [at] = around && shape.path ? draft.walk(around, shape.path, { list: null }, ONE) : [around];
  if (!at) throw new Conflict(`${shape.name}: its path leads beyond the document`);
  at.node.isRecord = true;
  const zip = variant.zip === true && (shape.path === undefined || isThisValue(shape.path));
  const present = shape.fields.filter(({ name, wire }) => name !== variant.key && (!wire.detail || variant.detail));
  for (const field of present) {
    const within = { variant: { zip }, wanted: wantedOf(field, wanted), inside: [...inside, shape.name] };
    fillField(at, field, shape.name, within, filling);
  }
};

const wantedOf = ({ name }: FieldShape, wanted: Within['wanted']): Row[string] | undefined =>
  typeof wanted === 'object' && Object.hasOwn(wanted, name) ? wanted[name] : undefined;

const fillField = (record: Place, field: FieldShape, owner: string, within: Within, filling: Filling): void => {
  const { type, wire } = field;
  const { compiling, draft } = filling;
  const what = `${owner}.${field.name}`;
  const path = wire.path ?? pathOfName(spell(field.name, compiling.names));
  const from = draft.climb(record, path.up);
  const optional = !type.nonNull || wire.default !== undefined;
  const again = within.inside.includes(nameOf(type));
  if ((!from || again) && optional) return;
  if (!from) throw new Conflict(`${what}: its path leads beyond the document`);
  const inRow = within.variant.zip === true;
  const row = inRow ? record.row : undefined;
  if (filling.lacking !== undefined && !type.nonNull && within.wanted === undefined) {
    // A place that nobody reads holds null.
    if (filling.lacking === 'null' && !compiling.medium.xml && !fansOut(path))
      draft.walk(from, path, { list: null, row }, ONE);
    return;
  }
  if (within.inside.length > MAX_DEPTH) throw new Conflict(`${what}: ${nameOf(type)} contains itself without an end`);
  if ('list' in type) {
    const cut: Filling = again ? { ...filling, items: 0 } : filling;
    fillList(from, type, { ...wire, path }, what, { ...within, variant: {} }, cut, row);
    return;
  }
  const variant = inRow && isThisValue(path) ? { zip: true } : {};
  for (const place of draft.walk(from, path, { list: null, row }, ONE))
    fillValue(place, type, wire, what, { ...within, variant }, filling);
};
