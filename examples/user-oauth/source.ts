import { type Api, DataSource, oauth2AuthorizationCode } from 'breakwater';

export class Calendar extends DataSource {
  static readonly api = {
    name: 'calendar',
    baseUrl: 'https://calendar.example/v1/',
    auth: oauth2AuthorizationCode({
      authorizeUrl: 'oauth/authorize',
      tokenUrl: 'oauth/token',
      id: 'CALENDAR_ID',
      scopes: ['events'],
      connection: (caller) => caller['x-user'],
      forwards: ['x-user'],
    }),
  } satisfies Api;
  events = this.get('[Event]', () => 'events', { at: 'items' });
}
