import type { Partners } from '../../src/partners/partners.ts';
import { commissionStates } from '../../src/partners/commission-states.ts';
import { makePayout, type PayoutRequest } from '../../src/partners/payouts/make-payout.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import type { PartnerProgram } from '../../src/program/settings.ts';
import { approvedPartner, company } from './partner-company.ts';

/** In milliseconds. */
export const DAY = 86_400_000;

/** Ada and Bob are partners of `main`, which holds commissions of 20 % for a month and pays from 10 dollars on. */
export async function payday(rules: Partial<PartnerProgram> = {}) {
  const { p, db, clock } = await company();
  const { programs, ...settings } = p.settings();
  const held = { commission: { holdFor: { months: 1 } }, payoutThreshold: 1_000 };
  const main = { ...programs['main'], ...held, ...rules } as PartnerProgram;
  const partners: Partners = { ...p, settings: () => ({ ...settings, programs: { ...programs, main } }) };
  const ids = [];
  for (const name of ['ada', 'bob']) ids.push(await approvedPartner(partners, `${name}@example.com`));
  const [adaId = '', bobId = ''] = ids;
  const request = { program: main, by: 'kim@example.com', dryRun: false };
  return {
    p: partners,
    db,
    clock,
    adaId,
    bobId,
    sell: (id: string, amount: number, name = 'ada') =>
      recordSale(partners, { id, partner: { email: `${name}@example.com` }, amount, currency: 'USD' }),
    pay: (batch: string, change: Partial<PayoutRequest> = {}) =>
      makePayout(partners, { ...request, batch, ...change }),
    states: (contactId?: string) => commissionStates(partners, main, contactId),
  };
}
