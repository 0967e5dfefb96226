import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ended, servedAt, spawnBreakwater } from '../../cli/run.ts';
import { type StarterProject, starterProject } from '../../scaffold/project.ts';
import { type Measured, measured } from './measured.ts';
import { type Prism, prism } from './prism.ts';
import { specs } from './specs.ts';

/** GitHub's own document: 13 MB, 1,220 operations. */
const document = specs('@octokit/openapi/generated/api.github.com.json');

const joins = `extend type SimpleUser {
  profile: UsersGetByUsernameAnswer @load(from: "github.usersGetByUsername", by: { username: "login" })
}

extend type FullRepository {
  issues(first: Int, after: String): IssueConnection
    @load(from: "github.issuesListForRepo", by: { owner: "owner.login", repo: "name" })
}
`;

// Labels may be objects or plain names. The document's examples, which Prism answers with, have objects, so their names can be asked for.
const query = `{
  reposGet(owner: "octocat", repo: "Hello-World") {
    fullName
    owner { login profile { login name publicRepos } }
    issues(first: 1) { nodes { number title labels { name } user { login } } }
  }
}`;

let project: StarterProject;
let mock: Prism;
let added: Measured;

beforeAll(async () => {
  project = await starterProject();
  const operations = 'repos/get,issues/list-for-repo,users/get-by-username';
  // Alone: it is timed.
  added = await measured(project.folder, 'add', 'github', '--openapi', document, '--operations', operations);
  mkdirSync(join(project.folder, 'src/schema'), { recursive: true });
  writeFileSync(join(project.folder, 'src/schema/joins.graphql'), joins);
  mock = await prism(document);
}, 300_000);

afterAll(() => {
  mock?.stop();
  project?.remove();
});

test("three operations of GitHub's document are added in under 10 s and 1 GB", () => {
  const { code, seconds, megabytes } = added;
  process.stdout.write(`add github: ${seconds.toFixed(1)} s, ${Math.round(megabytes)} MB\n`);
  expect({ code, inTime: seconds < 10, inMemory: megabytes < 1_024 }).toEqual({
    code: 0,
    inTime: true,
    inMemory: true,
  });
});

test('what is written type-checks', () => {
  const { status, stdout } = spawnSync(resolve('node_modules/.bin/tsc'), ['-p', project.folder], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
}, 60_000);

test('the graph starts, and a joined query is answered by a mock of the same document', async () => {
  const child = spawnBreakwater(['start', '--port', '0'], {
    cwd: project.folder,
    env: { BREAKWATER_GITHUB_BASE_URL: mock.url },
  });
  try {
    const response = await fetch(await servedAt(child), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(await response.json()).toEqual({
      data: {
        reposGet: {
          fullName: 'octocat/Hello-World',
          owner: { login: 'octocat', profile: { login: 'octocat', name: 'monalisa octocat', publicRepos: 2 } },
          issues: {
            nodes: [{ number: 1347, title: 'Found a bug', labels: [{ name: 'bug' }], user: { login: 'octocat' } }],
          },
        },
      },
    });
  } finally {
    const end = ended(child);
    child.kill();
    await end;
  }
}, 60_000);

test('it passes the failure kit as it was written', async () => {
  const { code, out } = await project.run('kit', 'github');
  expect(out).toContain('no misses');
  expect(code).toBe(0);
}, 600_000);
