import { type Mistake, SCHEMA } from './mistake.ts';

const inSchema = (title: string, was: string, is: string, rest: Partial<Mistake> = {}): Mistake => ({
  title,
  edit: { file: SCHEMA, was, is },
  ...rest,
});

/** Mistakes in SDL. */
export const mistakesInSchema: readonly Mistake[] = [
  inSchema('A directive is misspelt', '@load(from: "library.books")', '@lod(from: "library.books")'),
  inSchema('A word of a directive is misspelt', '@wire(path: "first_published")', '@wire(paht: "first_published")'),
  inSchema('A source is misspelt', '"library.books"', '"libary.books"'),
  inSchema('An operation is misspelt', '"library.books"', '"library.book"'),
  inSchema('The key names a field that there is not', 'by: "authorId"', 'by: "authorID"'),
  inSchema(
    'Nothing fills the key',
    'author: Author @load(from: "library.author", by: "authorId")',
    'author: Author @load(from: "library.author")',
  ),
  inSchema('The argument does not have the name of the key', 'author(id: ID!)', 'author(key: ID!)'),
  inSchema('A loaded field is declared non-null', 'author: Author @load', 'author: Author! @load'),
  inSchema('The field has another type than the operation', 'books: [Book]', 'books: [Author]'),
  inSchema('A single object is declared where a list comes', 'books: [Book]', 'books: Book'),
  inSchema('A type is misspelt', 'born: Int', 'born: Itn'),
  inSchema('A brace is missing', '  born: Int\n}', '  born: Int\n'),
  inSchema('A path cannot be read', '@wire(path: "first_published")', '@wire(path: "first..published")'),
  inSchema('A path climbs further than there is', '@wire(path: "first_published")', '@wire(path: "^.^.^.year")'),
  inSchema(
    'A format is not one of the scalar',
    'year: Int @wire(path: "first_published")',
    'year: Int @wire(path: "first_published", format: "unix")',
  ),
  inSchema(
    'A default does not fit its type',
    '@wire(path: "first_published")',
    '@wire(path: "first_published", default: "none")',
  ),
  inSchema(
    'A read stands on Mutation',
    'extend type Query {',
    'extend type Mutation { reload: [Book] @load(from: "library.books") }\nextend type Query {',
  ),
  inSchema(
    'A union does not say how its types are told apart',
    'born: Int',
    'born: Int\n  best: Work\n}\nunion Work = Book | Pamphlet\ntype Pamphlet {\n  id: ID!',
  ),
  inSchema('The answer is not what was declared (a field is null, its error says why)', 'name: String!', 'name: Int!', {
    args: ['query', '{ author(id: "1") { name } }'],
  }),
];
