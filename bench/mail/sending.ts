import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kysely } from 'kysely';
import { parseMailbox } from '../../src/email/mailbox.ts';
import { sendMail, type Mailer } from '../../src/email/send-mail.ts';
import { smtpMailServer } from '../../src/email/smtp-mail-server.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import type { Database } from '../../src/storage/schema.ts';
import { median } from '../median.ts';
import { contextOf, referenceEmails, requestOf } from './letters.ts';

const MAILS = 1_000;
const ROUNDS = 3;
/** As many activities as a worker runs side by side. */
const AT_ONCE = 40;
const CONTACTS = 500;

/** Whole sendings a second: claimed in the ledger of a SQLite file, merged, taken by a server on loopback, recorded. */
export async function measureSending() {
  const folder = await mkdtemp(join(tmpdir(), 'mapwright-bench-mail-'));
  const db = await openDatabase(join(folder, 'mapwright.db'));
  const server = await startServer();
  try {
    await insertContacts(db);
    const rounds: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) rounds.push(await sendAll(db, server.url, round * MAILS));
    const [, ...counted] = rounds;
    await checkLedger(db, (ROUNDS + 1) * MAILS);
    return {
      mails: MAILS,
      atOnce: AT_ONCE,
      perSecond: median(counted),
      rounds: counted,
      targetPerSecond: 500,
    };
  } finally {
    await server.stop();
    await db.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}

/** In a process of its own, as a mail server is. */
async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const file = fileURLToPath(new URL('server.ts', import.meta.url));
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const stop = async (): Promise<void> => {
    child.kill();
    await once(child, 'close');
  };
  return { url: `smtp://127.0.0.1:${Number(line.toString())}`, stop };
}

async function sendAll(db: Kysely<Database>, url: string, first: number): Promise<number> {
  const { settings, emails } = await referenceEmails();
  const email = emails.find(({ name }) => name === 'thanks-for-sale');
  if (!email) throw new Error('The reference program thanks nobody.');
  const mailer: Mailer = {
    db,
    server: smtpMailServer(url),
    from: parseMailbox(settings.sending.from),
    email: () => Promise.resolve(email),
    now: () => Date.now(),
  };
  let next = first;
  const worker = async (): Promise<void> => {
    while (next < first + MAILS) {
      const n = next++;
      const request = requestOf(email, n);
      const contactId = `c_${n % CONTACTS}`;
      const outcome = await sendMail(mailer, {
        contactId,
        origin: { map: 'main.notices', step: 'thanks-for-sale', entry: n },
        request,
        email,
        policy: settings.sending,
        zone: 'UTC',
        recipients: { to: [{ address: `p${n % CONTACTS}@example.com` }], cc: [] },
        context: contextOf(request, n, settings),
      });
      if (outcome.status !== 'done') throw new Error(`Mail ${n} was not sent: ${outcome.status}.`);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return Math.round(MAILS / ((performance.now() - start) / 1_000));
}

async function insertContacts(db: Kysely<Database>): Promise<void> {
  for (let n = 0; n < CONTACTS; n++) {
    await db
      .insertInto('contacts')
      .values({
        id: `c_${n}`,
        email: `p${n}@example.com`,
        first_name: 'Ada',
        last_name: 'Lovelace',
        time_zone: null,
        locale: null,
        fields: '{}',
        tags: '[]',
        sequence: 0,
        created_at: 0,
      })
      .execute();
  }
}

/** A figure counts only where each mail went out once. */
async function checkLedger(db: Kysely<Database>, expected: number): Promise<void> {
  const { sent, resends } = await db
    .selectFrom('sent_mails')
    .where('status', '=', 'sent')
    .select(({ fn }) => [fn.countAll<number>().as('sent'), fn.sum<number>('resends').as('resends')])
    .executeTakeFirstOrThrow();
  if (sent !== expected || resends !== 0)
    throw new Error(`${sent} mails were sent, ${resends} of them twice.`);
}
