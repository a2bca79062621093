import { describe, expect, test } from 'vitest';
import { recordSale } from '../../src/partners/record-sale.ts';
import { readTotals } from '../partners/read-totals.ts';
import { readRunMemory } from '../../src/storage/run-records.ts';
import { door, dollars, email, end, mapOf, milestones, releases, submitted } from '../program/builders.ts';
import type { ContactRun } from '../support/contact-run.ts';
import { partnersOn } from '../support/partner-desk.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTemporalServer, TEMPORAL_SERVER } from '../support/temporal-server.ts';
import { thanksNotices } from './journey-programs.ts';

const SALES = 2_000;
const PLACES = 200;
const SOON = { timeout: 150_000, interval: 500 };
/** Bytes: what a run may hand on to the next one. */
const MOST_STATE = 512 * 1024;
const executable = await findTemporalServer();

/** Milestones at 5,000 and 10,000 dollars, and a place for each form `side`. */
const map = mapOf({
  triggers: [
    door('signed-up', { type: 'form-submitted', form: 'sign-up' }, 'active'),
    door('more', { type: 'form-submitted', form: 'side' }, 'side', { scope: 'on-map', ifOnMap: 'add-again' }),
  ],
  milestones: [milestones([5000, 10_000], 'milestone')],
  steps: [end('active'), end('side'), email('milestone', {}, ['milestone.value'])],
});
const programs = releases({ r1: [map, thanksNotices()] });

/** The n-th sale, from 1: its amount in cents tells which it is. */
const amountOf = (n: number) => (10 + n / 100).toFixed(2);
const numbers = Array.from({ length: SALES }, (_, index) => index + 1);
const TOTAL = numbers.reduce((sum, n) => sum + 1000 + n, 0);

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: executable !== undefined }))(
  'a contact',
  { timeout: 200_000 },
  () => {
    const desk = partnersOn(executable, programs, {
      'frontend.namespaceRPS': 100_000,
      'frontend.rps': 100_000,
    });
    const { contacts, newPartner } = desk;

    async function activePartner(): Promise<ContactRun> {
      const partner = await newPartner();
      await expect.poll(() => partner.stands().catch(() => []), SOON).toEqual(['active']);
      return partner;
    }

    /** Which sales were thanked for, in the order in which the kernel decided. */
    function thanked(partner: ContactRun): number[] {
      const thanks = contacts.desk.of(partner.contactId).filter(({ job }) => job.origin.step === 'thanks');
      return thanks
        .toSorted((a, b) => a.job.origin.entry - b.job.origin.entry)
        .map(({ job }) =>
          job.activity === 'send-email' ? Number(job.input.mail.values['sale.amount']) - 1000 : 0,
        );
    }

    /** Waits until every sale is decided and its mail is out; answers the largest state and the most activities seen. */
    async function watch(partner: ContactRun): Promise<{ activities: number; bytes: number }> {
      const seen = { activities: 0, bytes: 0 };
      const look = async () => {
        const state = await partner.state();
        const pending = (await partner.handle.describe()).raw.pendingActivities ?? [];
        seen.activities = Math.max(seen.activities, pending.length);
        seen.bytes = Math.max(seen.bytes, JSON.stringify(state).length);
        return { total: state.enrolments['main']?.['totalSales'], jobs: state.jobs.length };
      };
      await expect.poll(look, SOON).toEqual({ total: TOTAL, jobs: 0 });
      return seen;
    }

    /** The inputs of all runs of the contact, in bytes. */
    async function inputs(partner: ContactRun): Promise<number[]> {
      const { workflow } = contacts.server.client;
      const sizes: number[] = [];
      for await (const { runId } of workflow.list({ query: `WorkflowId = '${partner.handle.workflowId}'` })) {
        const { events } = await workflow.getHandle(partner.handle.workflowId, runId).fetchHistory();
        const payload = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
        sizes.push(payload?.data?.length ?? 0);
      }
      return sizes;
    }

    async function expectAllDone(partner: ContactRun): Promise<void> {
      const { activities, bytes } = await watch(partner);
      expect(thanked(partner)).toEqual(numbers);
      expect(contacts.desk.jobs(partner.contactId).filter((id) => id.startsWith('m/milestone'))).toHaveLength(
        2,
      );
      const totals = await readTotals(contacts.database.db, partner.contactId, 'main');
      expect(totals).toMatchObject({ totalSales: TOTAL, numberOfSales: SALES });
      const { maps, refused } = await partner.state();
      expect(refused).toEqual([]);
      expect(maps['m']?.milestones).toEqual({ total: [dollars(5000), dollars(10_000)] });
      expect(activities).toBeLessThanOrEqual(20);
      expect(bytes).toBeLessThanOrEqual(MOST_STATE);
      const sizes = await inputs(partner);
      expect(sizes.length).toBeGreaterThan(1);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST_STATE);
    }

    test('takes 2,000 sales that a sale system signals at once', async () => {
      const partner = await activePartner();
      const events = numbers.map((n) => ({
        specversion: '1.0',
        type: 'sale-recorded',
        source: '/burst',
        id: `s-${n}`,
        data: { amount: amountOf(n), currency: 'USD' },
      }));
      for (let from = 0; from < SALES; from += 200) await partner.signal(events.slice(from, from + 200));
      await expectAllDone(partner);
    });

    test('takes 2,000 sales that come through the webhook', async () => {
      const partner = await activePartner();
      const who = { contactId: partner.contactId };
      for (const n of numbers) {
        const sale = { id: `w-${n}`, partner: who, amount: amountOf(n), currency: 'USD' };
        expect(await recordSale(contacts.database.partners, sale)).toMatchObject({ status: 'recorded' });
      }
      await expectAllDone(partner);
    });

    test('decides 200 events in one activation, however many have come before it', async () => {
      const late = await contacts.newContact('late');
      const click = { type: 'login-used', data: {} } as const;
      for (let signal = 0; signal < 5; signal += 1)
        await late.hear(...Array.from({ length: 200 }, () => click));
      const worker = await contacts.startWorker('late', programs);
      await late.handle.result();
      await worker.stop();
      const history = await late.history();
      expect(history.filter((event) => event === 'timerFiredEventAttributes')).toHaveLength(4);
      expect((await readRunMemory(contacts.database.db, late.contactId))?.sequence).toBe(1_000);
    });

    test('stands on 200 places and is told of a sale, within the bounds', async () => {
      const partner = await activePartner();
      // Events of the form's own, as the dispatcher numbers them: the sign-up was the first.
      partner.sequence = 1;
      const side = submitted('side');
      await partner.hear(...Array.from({ length: PLACES - 1 }, () => side));
      await expect.poll(async () => (await partner.stands()).length, SOON).toBe(PLACES);
      await contacts.database.db
        .updateTable('contacts')
        .set({ sequence: PLACES })
        .where('id', '=', partner.contactId)
        .execute();
      await partner.signal({
        specversion: '1.0',
        type: 'sale-recorded',
        source: '/places',
        id: 's-1',
        data: { amount: 6000, currency: 'USD' },
      });
      await expect.poll(() => contacts.desk.jobs(partner.contactId).length, SOON).toBe(2);
      await expect.poll(async () => (await partner.state()).jobs, SOON).toEqual([]);
      expect(await partner.stands()).toHaveLength(PLACES);
      const positions = contacts.database.db
        .selectFrom('positions')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('contact_id', '=', partner.contactId);
      await expect.poll(async () => Number((await positions.executeTakeFirst())?.count), SOON).toBe(PLACES);
      expect((await partner.state()).refused).toEqual([]);
    });
  },
);
