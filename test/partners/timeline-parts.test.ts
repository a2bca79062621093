import { expect, test } from 'vitest';
import { claimMail, settleSent } from '../../src/email/send-ledger.ts';
import {
  contactTimeline,
  type Timeline,
  type TimelineCut,
  type TimelineStretch,
} from '../../src/partners/contact-timeline.ts';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { recordMailEvent } from '../../src/partners/record-mail-event.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import type { TimelineEntry } from '../../src/partners/timeline-entry.ts';
import { writeRunRecord } from '../../src/storage/run-records.ts';
import { transact } from '../../src/storage/transact.ts';
import { ask, company, signUp } from './partner-company.ts';

const MINUTE = 60_000;
const SALES = 12;

/** Names an entry: no two of the story have the same name. */
function name(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'fact':
      return entry.fact.type === 'sale-recorded' ? `sale ${entry.fact.data.sale.id}` : entry.fact.type;
    case 'mail':
      return `mail ${entry.mail.entry}`;
    case 'soft-bounce':
      return `bounce of ${entry.bounce.mail?.entry}`;
    case 'wait':
      return `wait ${entry.wait.entry}`;
    default:
      return entry.kind;
  }
}

const names = ({ entries }: Pick<Timeline, 'entries'>): string[] => entries.map(name);

/**
 * A partner whose sales are thanked for: the wait for it is over in the moment of the sale, two mails go out at once, and
 * every third one comes back for now. `skew`: how far apart the clocks of those who record are, in milliseconds.
 */
async function seller(skew = 0) {
  const { p, db, clock } = await company();
  const contactId = await signUp(p, 'ada@example.com');
  await ask(p, contactId);
  await decideApproval(p, { contact: contactId, outcome: 'approved', by: 'kim@example.com' });

  async function mail(entry: number): Promise<void> {
    const key = { contactId, map: 'welcome', entry, index: 0 };
    const claim = {
      key,
      step: 'thanks',
      template: 'thanks',
      messageId: `<${entry}@acme.example>`,
      values: {},
    };
    const lease = { isMarketing: false, now: p.now(), leaseUntil: p.now() + MINUTE };
    await transact(db, (trx) => claimMail(trx, { ...claim, ...lease }));
    await settleSent(db, key, `Thanks ${entry}`, p.now());
  }

  async function sell(round: number): Promise<void> {
    clock.now += 5 * MINUTE + (round % 2 === 0 ? skew : -skew);
    const sale = { id: `s-${round}`, partner: { contactId }, amount: 1, currency: 'USD' };
    await recordSale(p, sale);
    const entry = 3 * round + 3;
    const place = { map: 'welcome', release: 'r', step: 'wait', entry, since: clock.now };
    const memory = { sequence: round, entry, revision: round, maps: {} };
    await transact(db, (trx) => writeRunRecord(trx, contactId, { memory, positions: [place] }, clock.now));
    await mail(entry + 1);
    await mail(entry + 2);
    if (round % 3 !== 0) return;
    clock.now += MINUTE;
    const bounce = { kind: 'soft-bounce', address: 'ada@example.com', reason: 'mailbox full' } as const;
    await recordMailEvent(p, {
      ...bounce,
      id: `b-${round}`,
      source: 'hook',
      messageId: `<${entry + 1}@acme.example>`,
    });
  }
  for (let round = 1; round <= SALES; round += 1) await sell(round);

  const read = (take: number, stretch?: TimelineStretch) => contactTimeline(p, contactId, { take, stretch });
  /** All parts from the end to the beginning, the earliest first. */
  async function backwards(take: number): Promise<Timeline[]> {
    const parts = [await read(take)];
    for (let cut = parts[0]?.older; cut; cut = parts[0]?.older)
      parts.unshift(await read(take, { olderThan: cut }));
    return parts;
  }
  /** All parts from a cut on to the end. */
  async function onwards(take: number, from: TimelineCut | undefined): Promise<Timeline[]> {
    const parts: Timeline[] = [];
    for (let cut = from; cut; cut = parts.at(-1)?.newer) parts.push(await read(take, { newerThan: cut }));
    return parts;
  }
  return { read, backwards, onwards, sell };
}

/** A wait, a place and two mails come at one instant, which is never divided: a part is at most so much longer. */
const TOGETHER = 4;

test.each([1, 2, 3, 5, 8, 1_000])('parts of %i from the end, and back from the beginning', async (take) => {
  const { read, backwards, onwards } = await seller();
  const whole = names(await read(1_000));
  expect(new Set(whole).size).toBe(whole.length);
  expect(whole.filter((each) => each.startsWith('wait'))).toHaveLength(SALES - 1);
  expect(whole.slice(-6)).toEqual(['sale s-12', 'wait 36', 'place', 'mail 40', 'mail 41', 'bounce of 40']);
  const parts = await backwards(take);
  expect(parts.flatMap(names)).toEqual(whole);
  for (const { entries } of parts.slice(1)) {
    expect(entries.length).toBeGreaterThanOrEqual(take);
    expect(entries.length).toBeLessThan(take + TOGETHER);
  }
  expect([parts[0]?.older, parts.at(-1)?.newer]).toEqual([undefined, undefined]);
  const [first] = parts;
  const rest = await onwards(take, first?.newer);
  expect([...names(first ?? { entries: [] }), ...rest.flatMap(names)]).toEqual(whole);
});

test('what happens meanwhile moves nothing that came before, and comes at the end', async () => {
  const { read, onwards, sell } = await seller();
  const latest = await read(10);
  const cut = latest.older ?? { sequence: 0, at: 0 };
  const before = await read(10, { olderThan: cut });
  await sell(SALES + 1);
  expect(names(await read(10, { olderThan: cut }))).toEqual(names(before));
  const after = (await onwards(10, cut)).flatMap(names);
  // Where she stood is a wait by now, and told at its end.
  const unchanged = names(latest).filter((each) => each !== 'place');
  expect(after).toEqual([...unchanged, 'sale s-13', 'wait 39', 'place', 'mail 43', 'mail 44']);
});

test.each([1, 2, 5])('clocks that differ make no part of %i lose or repeat anything', async (take) => {
  const { read, backwards, onwards } = await seller(4 * MINUTE);
  const whole = names(await read(1_000));
  const parts = await backwards(take);
  const told = parts.flatMap(names);
  expect(told.toSorted()).toEqual(whole.toSorted());
  const sales = told.filter((each) => each.startsWith('sale'));
  expect(sales).toEqual(Array.from({ length: SALES }, (_, n) => `sale s-${n + 1}`));
  const rest = await onwards(take, parts[0]?.newer);
  expect([...names(parts[0] ?? { entries: [] }), ...rest.flatMap(names)].toSorted()).toEqual(
    whole.toSorted(),
  );
});

test('before the beginning, and behind the end, there is nothing', async () => {
  const { read } = await seller();
  expect(await read(5, { olderThan: { sequence: 0, at: 0 } })).toEqual({
    entries: [],
    newer: { sequence: 0, at: 0 },
  });
  const end = { sequence: 1_000, at: Date.UTC(2030, 0, 1) };
  expect(await read(5, { newerThan: end })).toEqual({ entries: [], older: end });
});
