import { startCalendar } from './calendar-server.ts';

const { baseUrl } = await startCalendar({ port: 4600, lifeS: 60 });
process.stdout.write(`A calendar with its own sign-in: ${baseUrl}\n`);
