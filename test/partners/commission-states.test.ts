import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdBounds, payableAt } from '../../src/partners/commission-rules.ts';
import { commissionStates } from '../../src/partners/commission-states.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import type { PartnerProgram } from '../../src/program/settings.ts';
import type { Duration } from '../../src/program/time.ts';
import { approvedPartner, company, START } from './partner-company.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Ada, who sells for 20 percent, in a program that holds commissions for so long. */
async function ada(holdFor?: Duration) {
  const { p, clock } = await company();
  const contactId = await approvedPartner(p, 'ada@example.com');
  const main = p.settings().programs['main'];
  if (!main) throw new Error('The company has a program.');
  const program: PartnerProgram = { ...main, ...(holdFor ? { commission: { holdFor } } : {}) };
  const sell = (id: string, at: number, amount: number) => {
    clock.now = at;
    return recordSale(p, { id, partner: { contactId }, amount, currency: 'USD', at });
  };
  const states = async () => {
    const { onHold, payable } = await commissionStates(p, program, contactId);
    return { onHold, payable };
  };
  return { p, clock, sell, states };
}

test('what is on hold becomes payable by the clock, less what refunds take back', async () => {
  const { p, clock, sell, states } = await ada({ days: 30 });
  await sell('s-1', START, 100);
  await sell('s-2', START + 10 * DAY, 50);
  clock.now = START + 20 * DAY;
  expect(await states()).toEqual({ onHold: 3_000, payable: 0 });
  await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 25 });
  expect(await states()).toEqual({ onHold: 2_500, payable: 0 });
  clock.now = START + 30 * DAY - 1;
  expect(await states()).toEqual({ onHold: 2_500, payable: 0 });
  clock.now += 1;
  expect(await states()).toEqual({ onHold: 1_000, payable: 1_500 });
  await recordRefund(p, { id: 'r-2', sale: 's-2' });
  expect(await states()).toEqual({ onHold: 0, payable: 1_500 });
});

test('a refund after the period takes back of what is payable', async () => {
  const { p, clock, sell, states } = await ada({ days: 30 });
  await sell('s-1', START, 100);
  await sell('s-2', START + 25 * DAY, 50);
  clock.now = START + 31 * DAY;
  await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 50 });
  expect(await states()).toEqual({ onHold: 1_000, payable: 1_000 });
});

test('without a holding period nothing is on hold', async () => {
  const { sell, states } = await ada();
  await sell('s-1', START, 100);
  expect(await states()).toEqual({ onHold: 0, payable: 2_000 });
});

test('the bounds leave no doubt, whatever the clocks and the calendar do', () => {
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
  );
  const duration = fc.record(
    { months: fc.nat(14), days: fc.nat(100), ms: fc.nat(40 * HOUR) },
    { requiredKeys: [] },
  );
  const now = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) });
  const around = fc.integer({ min: -10 * DAY, max: 10 * DAY });
  fc.assert(
    fc.property(zone, duration, now, around, (timeZone, holdFor, at, shift) => {
      const program = { timeZone, commission: { holdFor } } as PartnerProgram;
      const { over, held } = holdBounds(program, at);
      expect(payableAt(program, Math.min(over, over + shift))).toBeLessThanOrEqual(at);
      expect(payableAt(program, Math.max(held + 1, held + shift))).toBeGreaterThan(at);
    }),
    { numRuns: 2_000 },
  );
});
