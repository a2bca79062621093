import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { pino } from 'pino';
import { compileMaps } from '../../src/compiler/compile-maps.ts';
import { createGateway } from '../../src/gateway/gateway.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { addPartner, openLink } from './partner.ts';

// A process of its own: whoever measures must not take turns with what is measured.

/** What the measuring process is told. */
export interface Ready {
  gateway: string;
  bare: string;
  /** Paths of two open login links of the same partner: one to look at, one to sign in with. */
  lookAt: string;
  signIn: string;
}

const SIGN_UP = '/p/main/sign-up';

const { output } = await compileMaps({ path: 'maps' });
if (!output) throw new Error('maps/ has errors: see "mapwright check".');
const folder = await mkdtemp(join(tmpdir(), 'mapwright-pages-'));
const db = await openDatabase(join(folder, 'mapwright.db'));
const partners: Partners = {
  db,
  settings: () => output.settings,
  now: () => Date.now(),
  randomId: randomUUID,
  secret: 'a secret for the bench',
  publicUrl: 'http://127.0.0.1:8080',
};
const unused = (): never => {
  throw new Error('No page of the bench asks for this.');
};
const gateway = await createGateway({
  partners,
  maps: () => output.programs,
  // Written as in production, to where nobody reads it.
  log: pino({ level: 'info' }, pino.destination('/dev/null')),
  sessionKey: randomBytes(32),
  webhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
  now: partners.now,
  sendSignInLink: unused,
  email: unused,
  ready: async () => ({ ok: true, detail: {} }),
});

const contactId = await addPartner(partners);
const page = (await gateway.inject(SIGN_UP)).body;
const bare = fastify();
bare.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));

const listening = { host: '127.0.0.1', port: 0 };
const ready: Ready = {
  gateway: await gateway.listen(listening),
  bare: await bare.listen(listening),
  lookAt: await openLink(partners, contactId, 1),
  signIn: await openLink(partners, contactId, 2),
};
process.once('disconnect', () => void end());
process.send?.(ready);

async function end(): Promise<void> {
  await gateway.close();
  await bare.close();
  await db.destroy();
  await rm(folder, { recursive: true });
}
