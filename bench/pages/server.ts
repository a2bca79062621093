import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { pino } from 'pino';
import { compileMaps } from '../../src/compiler/compile-maps.ts';
import { createGateway } from '../../src/gateway/gateway.ts';
import { cutText } from '../../src/gateway/list-query.ts';
import { copyScript } from '../../src/gateway/views/copy-script.ts';
import { qrCodePath } from '../../src/gateway/views/qr-code.ts';
import { stylesheet } from '../../src/gateway/views/stylesheet.ts';
import { mintConsoleLink } from '../../src/partners/console-links.ts';
import { partnerView } from '../../src/partners/partner-view.ts';
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
  /** A path that signs in to the console. */
  console: string;
  contactId: string;
  /** The path of a part of their timeline from amid of all. */
  amid: string;
  /** Paths of a page from the end of the list of sales, and of a QR code. */
  longAgo: string;
  qrCode: string;
  /** Length of what all pages share: stylesheet and script. */
  sharedBytes: number;
}

const SIGN_UP = '/p/main/sign-up';

const { output } = await compileMaps({ path: 'maps' });
if (!output) throw new Error('maps/ has errors: see "mapwright check".');
const folder = await mkdtemp(join(tmpdir(), 'mapwright-pages-'));
const db = await openDatabase(join(folder, 'mapwright.db'));
const { main, ...programs } = output.settings.programs;
if (!main) throw new Error('The reference maps have the program “main”.');
// Commissions on hold are told from payable ones, which costs something.
const held = { ...main, commission: { ...main.commission, holdFor: { days: 30 } } };
const settings = { ...output.settings, programs: { ...programs, main: held } };
const partners: Partners = {
  db,
  settings: () => settings,
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
  sendPartnerLinks: unused,
  email: unused,
  ready: async () => ({ ok: true, detail: {} }),
});

const { contactId, amid } = await addPartner(partners);
const page = (await gateway.inject(SIGN_UP)).body;
const bare = fastify();
bare.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));

const listening = { host: '127.0.0.1', port: 0 };
const [link] = (await partnerView(partners, contactId, 'main'))?.links ?? [];
const [kim = ''] = output.settings.sending.teams['partner-managers'] ?? [];
const ready: Ready = {
  gateway: await gateway.listen(listening),
  bare: await bare.listen(listening),
  lookAt: await openLink(partners, contactId, 1),
  signIn: await openLink(partners, contactId, 2),
  console: new URL(await mintConsoleLink(partners, kim)).pathname,
  contactId,
  amid: `/console/contacts/${contactId}?older=${cutText(amid)}`,
  longAgo: `/partner/sales?older=${partners.now() - 3 * 364 * 86_400_000}.0`,
  qrCode: qrCodePath(link?.url ?? ''),
  sharedBytes: Buffer.byteLength(stylesheet + copyScript.text),
};
process.once('disconnect', () => void end());
process.send?.(ready);
// Whoever measures asks what the pages have cost so far: microseconds on the processors.
process.on('message', () => process.send?.(process.cpuUsage()));

async function end(): Promise<void> {
  await gateway.close();
  await bare.close();
  await db.destroy();
  await rm(folder, { recursive: true });
}
