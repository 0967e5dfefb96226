import type { Simulator } from 'breakwater';

const names = ['Ada', 'Grace', 'Radia'];
const users = names.map((name, index) => ({ id: index + 1, name, username: name.toLowerCase() }));
const posts = Array.from({ length: 10 }, (_, index) => ({
  userId: (index % users.length) + 1,
  id: index + 1,
  title: `Post ${index + 1}`,
  body: 'Sample text.',
}));

const json = (document: unknown, status = 200) => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(document),
});

/** Ten posts by three users, as https://jsonplaceholder.typicode.com/guide/ would answer. Sample data. */
export const simulator: Simulator = {
  name: 'blog',
  basePath: '/',
  answer({ path, query }) {
    const wanted = query.getAll('id').map(Number);
    if (path === 'posts') return json(posts);
    if (path === 'users') return json(users.filter(({ id }) => wanted.length === 0 || wanted.includes(id)));
    return json({}, 404);
  },
};
