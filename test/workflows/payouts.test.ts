import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordDue } from '../../activities/record-due.ts';
import type { ActivityPorts } from '../../activities/ports.ts';
import { makePayout } from '../../src/partners/payouts/make-payout.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { fallingDue } from '../../src/program/due.ts';
import type { EventMatch } from '../../src/program/program.ts';
import { door, email, mapOf, path, releases } from '../program/builders.ts';
import { startRealWorld, type RealWorld } from '../support/real-world.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTimeSkippingServer, TIME_SKIPPING_SERVER } from '../support/time-skipping-server.ts';

const SOON = { timeout: 20_000, interval: 50 };
const command = await findTimeSkippingServer();

const becomesReady: EventMatch = {
  type: 'field-updated',
  field: 'payoutReady',
  test: { op: 'equals', value: true },
};

/** Who signs up waits until enough is payable; whoever is paid is thanked. */
const map = mapOf({
  fields: { payoutReady: 'boolean' },
  triggers: [
    door('in', { type: 'form-submitted' }, 'until'),
    door('paid', { type: 'commission-paid' }, 'sent', { scope: 'on-map', ifOnMap: 'add-again' }),
  ],
  steps: [
    ...path(
      { kind: 'waitFor', id: 'until', next: null, on: becomesReady, otherwise: null },
      email('ready', {}, ['contact.payoutReady']),
    ),
    email('sent', {}, ['payout.batch', 'payout.amount']),
  ],
});

/** Only the time is not real: ledger, outbox, dispatcher, run and mails are. */
describe.runIf(requireTool({ ...TIME_SKIPPING_SERVER, found: command !== undefined }))('a payout', () => {
  let world: RealWorld;
  beforeAll(async () => {
    world = await startRealWorld(command ?? '', releases({ r1: [map] }));
  });
  afterAll(() => world?.stop());

  test('ends a wait for what is payable, and is told to the map', async () => {
    const run = await world.signUp('r1');
    await expect.poll(() => run.stands().catch(() => []), SOON).toEqual(['until']);
    const { partners, smtp } = world;
    const program = partners.settings().programs['main'];
    if (!program) throw new Error('There is no program main.');
    await partners.db.updateTable('enrolments').set({ status: 'approved' }).execute();
    const falling = () => Promise.resolve(fallingDue([map], ['main']));
    const tick = () => recordDue({ partners, falling } as ActivityPorts, () => undefined);
    await tick();
    const mails = () => smtp.received.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1]);

    const seller = { partner: { contactId: run.contactId }, amount: '10.00', currency: 'USD' };
    await recordSale(partners, { id: 's-1', ...seller });
    expect(await tick()).toMatchObject({ commissions: 1 });
    world.wake();
    await expect.poll(mails, SOON).toEqual(['ready']);
    expect((await run.state()).enrolments['main']).toMatchObject({ payoutReady: true });

    await makePayout(partners, { program, batch: '2026-01', by: 'kim@example.com', dryRun: false });
    world.wake();
    await expect.poll(mails, SOON).toEqual(['ready', 'sent']);
    expect((await run.state()).enrolments['main']).toMatchObject({ payoutReady: false });
    expect(smtp.received.map(({ raw }) => raw)).toEqual([
      expect.stringContaining('true'),
      expect.stringContaining('2026-01 $2.00'),
    ]);
  });
});
