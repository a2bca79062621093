import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { Webhook } from 'standardwebhooks';
import { Browser, textOf } from './browser.ts';
import { until } from './clock.ts';
import { InboxReader } from './inbox.ts';

/** The public doors of a running stack. */
export interface Doors {
  gatewayUrl: string;
  inboxUrl?: string;
  temporalUiUrl?: string;
  temporalAddress: string;
  namespace: string;
  webhookSecret: string;
}

const run = promisify(execFile);
const CLI = fileURLToPath(new URL('../../bin/mapwright.js', import.meta.url));

/** Mails that every partner of the reference map gets on this journey; in any order within one sale. */
const AFTER_SALES = ['thanks-for-sale', 'thanks-for-sale', 'milestone-1000', 'thanks-for-sale'];
const AFTER_LAST_SALE = ['thanks-for-sale', 'milestone-reached'];

/** Takes a new partner through the reference map by public doors only; answers the exit code. */
export async function journey(doors: Doors): Promise<number> {
  const started = Date.now();
  const tell = (line: string) =>
    console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  // An address of its own for every demo, because one address is one contact.
  const address = `ada.${started.toString(36)}@example.com`;
  const inbox = new InboxReader(doors.inboxUrl ?? '', address);
  const browser = new Browser(doors.gatewayUrl);
  const mail = async (template: string) => {
    const { subject, link, id } = await inbox.next(template);
    tell(`  mail    ${template.padEnd(18)} "${subject}"  ${link}`);
    return id;
  };

  console.log(`\nA partner's journey: ${address}\n`);
  await browser.submit('/p/main/sign-up', {
    firstName: 'Ada',
    lastName: 'Lovelace',
    email: address,
    website: 'https://ada.example',
  });
  tell(`Ada     fills in the sign-up form  ${doors.gatewayUrl}/p/main/sign-up`);
  await mail('approval-request');

  const { contactId } = await cli<{ contactId: string }>('approve', address, '--by', 'kim@example.com');
  tell('Kim     approves the application   mapwright approve');
  const loginMail = await mail('partner-login');
  await mail('welcome');

  const loginPath = /\/login\/[\w-]+/.exec(await inbox.textOf(loginMail))?.[0];
  if (!loginPath) throw new Error('The login mail holds no login link.');
  const center = await browser.submit(loginPath, {});
  if (!textOf(center).includes('Home page')) throw new Error('The partner center shows no affiliate links.');
  tell(`Ada     opens the partner center   ${doors.gatewayUrl}/partner`);

  for (const [id, amount] of [
    ['s-1', '400'],
    ['s-2', '600'],
    ['s-2', '600'],
    ['s-3', '3500'],
  ] as const) {
    tell(
      `Shop    reports ${id}: $${amount}`.padEnd(42) +
        `answer ${await reportSale(doors, address, id, amount, started)}`,
    );
  }
  for (const template of AFTER_SALES) await mail(template);
  tell(
    `Shop    reports s-4: $600`.padEnd(42) +
      `answer ${await reportSale(doors, address, 's-4', '600', started)}`,
  );
  for (const template of AFTER_LAST_SALE) await mail(template);

  const stands = await standing(doors, contactId);
  tell(`Run     stands at ${stands}${doors.temporalUiUrl ? `  ${runLink(doors, contactId)}` : ''}`);
  const unexpected = await inbox.fresh();
  const good = stands === 'partner-welcome/active' && unexpected.length === 0;
  for (const { template, subject } of unexpected)
    tell(`  mail    NOT EXPECTED: ${template ?? ''} "${subject}"`);
  tell(
    good
      ? 'Done: every expected mail arrived, once, and the run stands where it should.'
      : 'Something is wrong.',
  );
  return good ? 0 : 1;
}

async function cli<T>(...args: string[]): Promise<T> {
  const { stdout } = await run(process.execPath, [CLI, ...args, '--json']);
  return JSON.parse(stdout) as T;
}

/** Reports a sale as a shop does: signed, with an id of its own; the run's start makes ids differ between demos. */
async function reportSale(
  doors: Doors,
  email: string,
  sale: string,
  amount: string,
  run: number,
): Promise<number> {
  const id = `${sale}-${run.toString(36)}`;
  const body = JSON.stringify({ type: 'sale.recorded', id, partner: { email }, amount, currency: 'USD' });
  const now = new Date();
  const signature = new Webhook(doors.webhookSecret).sign(id, now, body);
  const response = await fetch(`${doors.gatewayUrl}/hooks/sales`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signature,
    },
  });
  return response.status;
}

/** Asks the run itself where the contact stands, once it has come to rest. */
async function standing({ temporalAddress, namespace }: Doors, contactId: string): Promise<string> {
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const handle = new Client({ connection, namespace }).workflow.getHandle(`contact/${contactId}`);
    return await until('the run to come to rest', async () => {
      const state = await handle.query<{
        jobs: unknown[];
        maps: Record<string, { places: { step: string }[] }>;
      }>('state');
      if (state.jobs.length > 0) return undefined;
      const steps = Object.entries(state.maps).flatMap(([map, { places }]) =>
        places.map(({ step }) => `${map}/${step}`),
      );
      return steps.join(', ');
    });
  } finally {
    await connection.close();
  }
}

function runLink({ temporalUiUrl, namespace }: Doors, contactId: string): string {
  return `${temporalUiUrl}/namespaces/${namespace}/workflows/${encodeURIComponent(`contact/${contactId}`)}`;
}
