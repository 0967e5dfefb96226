import { type Api, DataSource, graphql } from 'breakwater';

const REPO = 'query Repo($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ...Fields } }';
export class Hub extends DataSource {
  static readonly api = { name: 'hub', baseUrl: 'https://hub.example/graphql/', format: 'graphql' } satisfies Api;
  repo = this.get('Repo', (repo: { owner: string; name: string }) => graphql(REPO, repo));
}
