import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { compileMaps } from '../../src/compiler/compile-maps.ts';
import { createGateway } from '../../src/gateway/gateway.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { openDatabase } from '../../src/storage/open-database.ts';

// A process of its own: whoever measures must not take turns with what is measured.

/** What the measuring process is told. */
export interface Ready {
  url: string;
  webhookSecret: string;
  /** One for each partner. */
  referralCodes: string[];
}

const [location = '', count = '0'] = process.argv.slice(2);
const { output } = await compileMaps({ path: 'maps' });
if (!output) throw new Error('maps/ has errors: see "mapwright check".');
const db = await openDatabase(location);
const partners: Partners = {
  db,
  settings: () => output.settings,
  now: () => Date.now(),
  randomId: randomUUID,
  secret: 'a secret for the bench',
  publicUrl: 'http://127.0.0.1:8080',
};
const unused = (): never => {
  throw new Error('Nothing in the bench asks for this.');
};
const webhookSecret = `whsec_${randomBytes(32).toString('base64')}`;
const gateway = await createGateway({
  partners,
  maps: () => output.programs,
  // Written as in production, to where nobody reads it.
  log: pino({ level: 'info' }, pino.destination('/dev/null')),
  sessionKey: randomBytes(32),
  webhookSecret,
  now: partners.now,
  sendSignInLink: unused,
  sendPartnerLinks: unused,
  email: unused,
  ready: async () => ({ ok: true, detail: {} }),
});

for (let number = 0; number < Number(count); number += 1) {
  const form = { firstName: 'Ada', email: `p${number}@example.com`, website: 'https://ada.example' };
  await submitSignUp(partners, 'main', form);
}
await db.updateTable('enrolments').set({ status: 'approved', approved_at: partners.now() }).execute();
const enrolments = await db.selectFrom('enrolments').select('referral_code').execute();

const ready: Ready = {
  url: await gateway.listen({ host: '127.0.0.1', port: 0 }),
  webhookSecret,
  referralCodes: enrolments.map(({ referral_code: code }) => code),
};
process.once('disconnect', () => void end());
// Whoever measures asks for it before and after.
process.on('message', () => process.send?.(processorMs()));
process.send?.(ready);

/** What this process has been on the processors, in milliseconds: other processes beside it do not count. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function end(): Promise<void> {
  await gateway.close();
  await db.destroy();
}
