import { describe, expect, test } from 'vitest';
import type { FieldChange } from '../../src/program/events.ts';
import type { OutboxRow } from '../../src/storage/outbox.ts';
import { appendEvent } from '../../src/storage/outbox.ts';
import { nextRows } from '../../src/storage/undelivered.ts';
import { deliverEvents } from '../../src/temporal/deliver-events.ts';
import type { GoalStep } from '../../src/program/step-types.ts';
import {
  branch,
  door,
  email,
  exit,
  mapOf,
  milestones,
  path,
  releases,
  START,
  type Fact,
} from '../program/builders.ts';
import type { ContactRun } from '../support/contact-run.ts';
import { contactsOn } from '../support/contacts.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTemporalServer, TEMPORAL_SERVER } from '../support/temporal-server.ts';
import { transact } from '../../src/storage/transact.ts';

const SOON = { timeout: 20_000, interval: 50 };
const executable = await findTemporalServer();

const visit = mapOf({
  map: 'visit',
  fields: { tier: 'string', firstName: 'string' },
  triggers: [door('in', { type: 'form-submitted', form: 'visit' }, 'which')],
  steps: [
    branch('which', [{ when: "contact.tier == 'gold'", first: 'gold' }, { first: 'plain' }]),
    ...path(email('gold'), exit('out')),
    email('plain', { next: 'out' }),
  ],
});
const older = mapOf({ map: 'older', fields: { score: 'integer' } });
const reached = mapOf({
  map: 'reached',
  fields: { totalSales: 'money' },
  milestones: [milestones([10], 'passed', { scope: 'anyone' })],
  steps: path(email('passed'), exit('out')),
});
const sold: GoalStep = {
  kind: 'goal',
  id: 'sold',
  on: { type: 'sale-recorded' },
  scope: 'anyone',
  wait: false,
  next: 'thanks',
};
const thanked = mapOf({ map: 'thanked', fields: {}, steps: [sold, ...path(email('thanks'), exit('out'))] });
const programs = releases({ r0: [older], r1: [visit], r2: [reached], r3: [thanked] });

/** A form of a visitor, with what it changed. */
function visited(changes: FieldChange[] = []): Fact {
  const fields = Object.fromEntries(changes.map(({ field, after }) => [field, after]));
  return { type: 'form-submitted', data: { form: 'visit', fields, changes } };
}

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: executable !== undefined }))(
  'delivering outbox rows',
  () => {
    const contacts = contactsOn(executable, programs);

    /** The fact as it lies in the outbox. */
    async function happened({ contactId }: ContactRun, { type, data }: Fact): Promise<OutboxRow> {
      const { db } = contacts.database;
      const event = {
        contactId,
        source: '/test',
        eventId: crypto.randomUUID(),
        type,
        time: START,
        now: START,
      };
      const { sequence } = await transact(db, (trx) =>
        appendEvent(trx, { ...event, data: { changes: [], ...data } } as never),
      );
      const rows = await nextRows(db, contactId);
      return rows.find((row) => row.sequence === sequence) ?? expect.fail('The row is not there.');
    }

    function deliver({ contactId, releaseSet }: ContactRun, ...rows: OutboxRow[]): Promise<void> {
      const current = () => Promise.resolve({ setId: releaseSet, programs });
      return deliverEvents(contacts.server.client, 'contacts', current)(contactId, rows);
    }

    /** What the latest run was signalled, signal by signal. */
    async function signalled(run: ContactRun): Promise<unknown[]> {
      const { events } = await run.handle.fetchHistory();
      return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => {
        const [payload] = signal?.input?.payloads ?? [];
        return payload?.data ? [JSON.parse(Buffer.from(payload.data).toString())] : [];
      });
    }

    test('starts a run where a door for anyone listens', async () => {
      const run = await contacts.newContact();
      await deliver(run, await happened(run, visited()));
      await run.handle.result();
      expect(contacts.desk.jobs(run.contactId)).toEqual(['visit/plain#2']);
    });

    test.each([
      ['a milestone', 'r2', 'reached/passed#1'],
      ['a goal', 'r3', 'thanked/thanks#2'],
    ])('starts a run where %s for anyone listens', async (_what, releaseSet, job) => {
      const run = await contacts.newContact();
      run.releaseSet = releaseSet;
      const changes = [{ field: 'totalSales', before: 0, after: 1000 }];
      const sale = { id: 's-1', amount: 1000, kind: 'first', at: START } as const;
      await deliver(
        run,
        await happened(run, { type: 'sale-recorded', data: { program: 'main', sale, changes } }),
      );
      await run.handle.result();
      expect(contacts.desk.jobs(run.contactId)).toEqual([job]);
    });

    test('counts as done where nobody listens and there is no run', async () => {
      const run = await contacts.newContact();
      await deliver(run, await happened(run, { type: 'login-used', data: {} }));
      await expect(run.handle.describe()).rejects.toThrow(/not found/);
    });

    test('sends all rows in one signal, with only those fields that a release reads', async () => {
      const run = await contacts.newContact();
      const change = (field: string) => ({ field, before: null, after: 'x' });
      const first = await happened(run, visited(['tier', 'score', 'email', 'phone'].map(change)));
      const second = await happened(run, { type: 'login-used', data: {} });
      await deliver(run, first, second);
      const common = {
        specversion: '1.0',
        source: '/test',
        time: '2026-01-05T09:00:00.000Z',
        subject: run.contactId,
      };
      expect(await signalled(run)).toEqual([
        [
          {
            ...common,
            id: first.event_id,
            type: 'form-submitted',
            sequence: 1,
            releaseset: 'r1',
            // `score` is read by an older release only: the contact may still stand on it.
            data: {
              form: 'visit',
              fields: { tier: 'x', score: 'x' },
              changes: [change('tier'), change('score')],
            },
          },
          {
            ...common,
            id: second.event_id,
            type: 'login-used',
            sequence: 2,
            releaseset: 'r1',
            data: { changes: [] },
          },
        ],
      ]);
    });

    test('again, after the run that had heard it ended, does not turn the facts back', async () => {
      const run = await contacts.newContact();
      const golden = await happened(run, visited([{ field: 'tier', before: null, after: 'gold' }]));
      await contacts.database.db
        .updateTable('contacts')
        .set({ fields: '{"tier":"gold"}' })
        .where('id', '=', run.contactId)
        .execute();
      await deliver(run, golden);
      await run.handle.result();
      await expect.poll(() => contacts.desk.jobs(run.contactId), SOON).toEqual(['visit/gold#2']);

      // The dispatcher was killed before it could mark the first row.
      await deliver(run, golden, await happened(run, visited()));
      await run.handle.result();
      await expect
        .poll(() => contacts.desk.jobs(run.contactId), SOON)
        .toEqual(['visit/gold#2', 'visit/gold#5']);
    });
  },
);
