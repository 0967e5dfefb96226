import type { Simulator } from 'breakwater';

const authors = [
  { id: 1, name: 'Mary Shelley', born: 1797 },
  { id: 2, name: 'Jules Verne', born: 1828 },
];
const books = [
  { id: 11, title: 'Frankenstein', first_published: 1818, author_id: 1 },
  { id: 12, title: 'The Last Man', first_published: 1826, author_id: 1 },
  { id: 13, title: 'Twenty Thousand Leagues Under the Seas', first_published: 1870, author_id: 2 },
];

const json = (document: unknown, status = 200) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(document),
});

/** Answers in place of the API, over HTTP, unless you say --live. An API without a simulator is asked for real. */
export const simulator: Simulator = {
  name: 'library',
  basePath: '/v1/',
  answer({ path, query }) {
    if (path === 'books') return json(books);
    if (path === 'authors') return json(authors.filter(({ id }) => query.getAll('id').includes(String(id))));
    return json({ error: 'not found' }, 404);
  },
};
