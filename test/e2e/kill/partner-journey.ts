import { Webhook } from 'standardwebhooks';
import type { Kysely } from 'kysely';
import { decideApproval } from '../../../src/partners/decide-approval.ts';
import type { Database } from '../../../src/storage/schema.ts';
import { Browser } from '../../../tools/demo/browser.ts';
import { until } from '../../../tools/demo/clock.ts';
import type { Doors } from './child.ts';
import type { Machine } from './machine.ts';

/** Who walks through the reference map. */
export interface Applicant {
  email: string;
  /** The map's rule takes them on (`autoApproveIf`); otherwise a person does. */
  byRule: boolean;
}

/** The first and last sale arrive at a threshold: met exactly, and passed by. */
const SALES = [
  ['s-1', '400'],
  ['s-2', '600'],
  ['s-3', '3500'],
  ['s-4', '600'],
] as const;

/** A killed activity is tried again a minute later, when the server has given it up. */
export const RECOVERY_MS = 200_000;

/** What the ledger adds up to when all of them are in; money in minor units. */
export const TOTALS = { totalSales: 510_000, numberOfSales: 4, totalCommission: 102_000 };

/** The mails that belong to the journey, by template. */
export function expectedMails({ byRule }: Applicant): Record<string, number> {
  return {
    ...(byRule ? {} : { 'approval-request': 1 }),
    'partner-login': 1,
    welcome: 1,
    'thanks-for-sale': SALES.length,
    'milestone-1000': 1,
    'milestone-reached': 1,
  };
}

/** Takes the applicant through the map: form, decision, four sales of which one comes twice, and the form again. */
export async function walk(machine: Machine, db: Kysely<Database>, applicant: Applicant): Promise<void> {
  await machine.request((doors) => signUp(doors, applicant));
  await (applicant.byRule ? approvedByRule(db, applicant) : approve(db, applicant));
  const [first] = SALES;
  for (const sale of [...SALES, first]) {
    const status = await machine.request((doors) => reportSale(doors, applicant, sale));
    if (status !== 202 && status !== 200) throw new Error(`Sale ${sale[0]} was answered ${status}.`);
  }
  await machine.request((doors) => signUp(doors, applicant));
}

function signUp({ gatewayUrl }: Doors, { email }: Applicant): Promise<string> {
  const values = { firstName: 'Ada', lastName: 'Lovelace', email, website: 'https://ada.example' };
  return new Browser(gatewayUrl).submit('/p/main/sign-up', values);
}

/** Decides beside the process that dies, as `mapwright approve` does, as soon as there is a question. */
async function approve(db: Kysely<Database>, { email }: Applicant): Promise<void> {
  const unused = (): never => {
    throw new Error('A decision does not need this.');
  };
  const partners = { db, settings: unused, now: Date.now, randomId: unused, secret: '', publicUrl: '' };
  await until(
    'the question of approval',
    async () => {
      const { status } = await decideApproval(partners, {
        contact: email,
        outcome: 'approved',
        by: 'kim@example.com',
      });
      return status === 'decided' || undefined;
    },
    RECOVERY_MS,
  );
}

function approvedByRule(db: Kysely<Database>, { email }: Applicant): Promise<true> {
  const isApproved = async (): Promise<true | undefined> => {
    const row = await db
      .selectFrom('enrolments')
      .innerJoin('contacts', 'contacts.id', 'enrolments.contact_id')
      .select('status')
      .where('email', '=', email)
      .executeTakeFirst();
    return row?.status === 'approved' || undefined;
  };
  return until('the decision of the rule', isApproved, RECOVERY_MS);
}

async function reportSale(
  { gatewayUrl, webhookSecret }: Doors,
  { email }: Applicant,
  [id, amount]: (typeof SALES)[number],
): Promise<number> {
  const body = JSON.stringify({ type: 'sale.recorded', id, partner: { email }, amount, currency: 'USD' });
  const at = new Date();
  const response = await fetch(`${gatewayUrl}/hooks/sales`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(webhookSecret).sign(id, at, body),
    },
  });
  await response.body?.cancel();
  return response.status;
}
