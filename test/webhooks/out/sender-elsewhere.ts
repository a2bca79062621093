import { openDatabase } from '../../../src/storage/open-database.ts';
import { sendDue } from '../../../src/webhooks/out/send-due.ts';

// A process of its own, to be killed: node sender-elsewhere.ts DATABASE URL SECRET NOW

const [location = '', url = '', secret = '', now = '0'] = process.argv.slice(2);
const db = await openDatabase(location);
const log = { warn: () => undefined, error: () => undefined };
const sender = { db, allow: ['127.0.0.1'], now: () => Number(now), chance: () => 0.5, log };
await sendDue(sender, { name: 'crm', url, secret });
await db.destroy();
