/** A schema, or a part of a document, of which nothing is known. */
type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const follow = (root: Node, schema: unknown): unknown => {
  let found = schema;
  for (let hops = 0; hops < 32 && isNode(found) && typeof found['$ref'] === 'string'; hops += 1)
    found = found['$ref']
      .slice(2)
      .split('/')
      .map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? (at as Node)[name] : undefined), root);
  return found;
};

const TEXTS: Readonly<Record<string, string>> = {
  date: '2026-01-02',
  'full-date': '2026-01-02',
  'date-time': '2026-01-02T03:04:05Z',
  datetime: '2026-01-02T03:04:05Z',
  duration: 'PT1M',
  decimal: '1.50',
  int64: '7',
  uint64: '7',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
  uri: 'https://example.com/',
};

/** So deep lies an object in itself before it is left out. */
const MAX_DEPTH = 6;

/**
 * A value that a schema describes, made from the document alone and not from what the reader made of it: what an API would send that keeps its
 * word. Undefined where nothing can be made.
 */
export const mockAnswer = (root: Node, schema: unknown, depth = 0): unknown => {
  const node = follow(root, schema);
  if (!isNode(node)) return schema === false ? undefined : null;
  if (depth > MAX_DEPTH) return undefined;
  const all = Array.isArray(node['allOf']) ? (node['allOf'] as readonly unknown[]) : [];
  const own = mockOwn(root, node, depth);
  const several = [node['oneOf'], node['anyOf']].flatMap((each) =>
    Array.isArray(each) ? (each as readonly unknown[]) : [],
  );
  const structural = several.filter(
    (each) =>
      isNode(each) && Object.keys(each).some((key) => !['required', 'not', 'title', 'description'].includes(key)),
  );
  const variants = structural
    .slice(0, 1)
    .map((each) => tagged(root, node, each, mockAnswer(root, each, depth + (all.length > 0 ? 1 : 0))));
  const values = [...all.map((each) => mockAnswer(root, each, depth)), ...variants, own].filter(
    (value) => value !== undefined && value !== null,
  );
  const objects = values.filter(isNode);
  if (objects.length > 0) return Object.assign({}, ...objects) as Node;
  return values[0] ?? (own === null || values.length === 0 ? own : undefined) ?? null;
};

/** With the value that says which of several it is. */
const tagged = (root: Node, node: Node, variant: unknown, value: unknown): unknown => {
  const said = node['discriminator'];
  const property = isNode(said) ? said['propertyName'] : said;
  if (typeof property !== 'string' || !isNode(value) || !isNode(variant) || typeof variant['$ref'] !== 'string')
    return value;
  const mapping = isNode(said) && isNode(said['mapping']) ? Object.entries(said['mapping']) : [];
  const target = follow(root, variant);
  const mapped = mapping.find(
    ([, ref]) =>
      typeof ref === 'string' &&
      (ref === variant['$ref'] ||
        follow(root, { $ref: ref }) === target ||
        variant['$ref'] === `#/components/schemas/${ref}`),
  );
  const own = isNode(target) && isNode(target['properties']) ? follow(root, target['properties'][property]) : undefined;
  const only = isNode(own) && Array.isArray(own['enum']) && own['enum'].length === 1 ? own['enum'][0] : undefined;
  return { ...value, [property]: mapped?.[0] ?? only ?? decodeURIComponent(variant['$ref'].split('/').at(-1) ?? '') };
};

const mockOwn = (root: Node, node: Node, depth: number): unknown => {
  if (node['const'] !== undefined) return node['const'];
  if (Array.isArray(node['enum'])) return node['enum'].find((value) => value !== null) ?? null;
  const types = [node['type']].flat();
  const type = types.find((each) => each !== 'null' && typeof each === 'string') as string | undefined;
  if (
    type === 'object' ||
    (type === undefined && isNode(node['properties'])) ||
    (type === undefined && isNode(node['additionalProperties']))
  )
    return mockObject(root, node, depth);
  if (type === 'array' || node['items'] !== undefined) {
    const item = mockAnswer(root, node['items'] ?? {}, depth + 1);
    return item === undefined ? [] : [item];
  }
  const format = typeof node['format'] === 'string' ? node['format'].toLowerCase() : '';
  if (type === 'string') return TEXTS[format] ?? 'text';
  if (type === 'boolean') return true;
  if (type === 'integer') return Math.max(1, typeof node['minimum'] === 'number' ? Math.ceil(node['minimum']) : 1);
  if (type === 'number') return 1.5;
  return types.includes('null') ? null : undefined;
};

const mockObject = (root: Node, node: Node, depth: number): Node => {
  const properties = isNode(node['properties']) ? Object.entries(node['properties']) : [];
  const made = properties.flatMap(([name, schema]): [string, unknown][] => {
    const target = follow(root, schema);
    if (isNode(target) && target['writeOnly'] === true) return [];
    const value = mockAnswer(root, schema, depth + 1);
    return value === undefined || name === '__proto__' ? [] : [[name, value]];
  });
  const more =
    isNode(node['additionalProperties']) && properties.length === 0
      ? mockAnswer(root, node['additionalProperties'], depth + 1)
      : undefined;
  return Object.fromEntries([...made, ...(more === undefined ? [] : [['some.name', more] as const])]);
};
