/** A schema, or a part of a document, of which nothing is known. */
type Node = Readonly<Record<string, unknown>>;

/** Follows `$ref`. */
export type Follow = (schema: unknown) => Node | undefined;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const wordOf = (schema: Node | undefined, word: 'name' | 'attribute' | 'wrapped'): unknown =>
  isNode(schema?.['xml']) ? schema['xml'][word] : undefined;

const nameOf = (schema: Node | undefined, fallback: string): string => {
  const name = wordOf(schema, 'name');
  return typeof name === 'string' ? name : fallback;
};

/** What is said of a member, there or in what the schema begins with. */
const memberOf = (schema: Node | undefined, name: string, follow: Follow): Node | undefined => {
  const properties = schema?.['properties'];
  if (isNode(properties) && properties[name] !== undefined) return follow(properties[name]);
  const bases = Array.isArray(schema?.['allOf']) ? (schema['allOf'] as readonly unknown[]) : [];
  return bases.map((base) => memberOf(follow(base), name, follow)).find((found) => found !== undefined);
};

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** A value as the XML that its schema describes: names, attributes and wrapped lists (OpenAPI 3.1, XML Object). */
export const mockXml = (name: string, value: unknown, schema: Node | undefined, follow: Follow): string => {
  if (Array.isArray(value)) {
    const items = value.map((each) => mockXml(name, each, follow(schema?.['items']), follow)).join('');
    return wordOf(schema, 'wrapped') === true ? `<${nameOf(schema, name)}>${items}</${nameOf(schema, name)}>` : items;
  }
  const own = nameOf(schema, name);
  if (!isNode(value)) return `<${own}>${textOf(value)}</${own}>`;
  const members = Object.entries(value).map(([member, each]) => ({
    member,
    each,
    its: memberOf(schema, member, follow),
  }));
  const attributes = members.filter(({ its }) => wordOf(its, 'attribute') === true);
  const elements = members.filter(({ its }) => wordOf(its, 'attribute') !== true);
  const inside = elements.map(({ member, each, its }) => mockXml(member, each, its, follow)).join('');
  const said = attributes.map(({ member, each, its }) => ` ${nameOf(its, member)}="${String(each)}"`).join('');
  return `<${own}${said}>${inside}</${own}>`;
};
