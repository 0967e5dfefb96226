import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Api, DataSource, fileTokenStore, oauth2AuthorizationCode } from '../../../src/datasources/base/index.ts';

/** Where the tests find what was stored. */
export const file = join(tmpdir(), `breakwater-connections-${process.pid}`);

export class Calendar extends DataSource {
  static readonly api: Api = {
    name: 'calendar',
    baseUrl: 'https://calendar.example/v1/',
    auth: oauth2AuthorizationCode({
      authorizeUrl: 'authorize?tenant=7',
      tokenUrl: 'token',
      id: 'CALENDAR_ID',
      scopes: ['events', 'offline'],
      authorizeExtra: { access_type: 'offline', state: 'never' },
      store: fileTokenStore({ file }),
    }),
  };
  events = this.get('[Event]' as never, () => 'events');
}

export class Days extends DataSource {
  static readonly api: Api = { name: 'days', baseUrl: 'https://days.example/' };
  events = this.get('[Event]' as never, () => 'events');
}
