import { describe, expect, test } from 'vitest';
import { contactsOn } from '../support/contacts.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTemporalServer, TEMPORAL_SERVER } from '../support/temporal-server.ts';
import type { ContactRun } from '../support/contact-run.ts';
import { email, end, eventOf, mapOf, door, path, releases, START, submitted } from '../program/builders.ts';
import { decided, sold } from './facts.ts';
import { journeyMap, thanksNotices } from './journey-programs.ts';

const SOON = { timeout: 20_000, interval: 50 };
const executable = await findTemporalServer();

const r1 = [journeyMap(), thanksNotices()];
const news = mapOf({
  map: 'news',
  triggers: [door('read', { type: 'form-submitted', form: 'news' }, 'hello')],
  steps: path(email('hello'), end('reader')),
});
const programs = releases({ r1, r2: [...r1, news] });

const valid = eventOf(submitted(), 1, 'r1', START);
const sale = eventOf(sold(100), 1, 'r1', START);
const CLOUD_EVENT = 'not a CloudEvents 1.0 object: specversion is not "1.0"';
const CHANGES = 'data.changes is not a list of { field, before, after }';

/** What was sent, the payload, and why it is refused. */
const MALFORMED: [string, unknown, ...string[]][] = [
  ['nothing', undefined, 'not a CloudEvents object'],
  ['a text', 'sale-recorded', 'not a CloudEvents object'],
  ['a number', 7, 'not a CloudEvents object'],
  ['an object of something else', { amount: 100 }, CLOUD_EVENT],
  ['an older CloudEvent', { ...valid, specversion: '0.3' }, CLOUD_EVENT],
  [
    'a list with junk in it',
    [null, 'x', []],
    'not a CloudEvents object',
    'not a CloudEvents object',
    CLOUD_EVENT,
  ],
  ['an unknown type', { ...valid, type: 'toString' }, 'unknown event type'],
  [
    'an event without a number',
    { ...valid, sequence: undefined },
    'no sequence number: only the dispatcher numbers events',
  ],
  [
    'an event with half a number',
    { ...valid, sequence: 1.5 },
    'no sequence number: only the dispatcher numbers events',
  ],
  ['an event without a release set', { ...valid, releaseset: null }, 'no release set'],
  ['an event without data', { ...valid, data: undefined }, CHANGES],
  ['an event whose changes are none', { ...valid, data: { changes: [null] } }, CHANGES],
  ['a change without a field', { ...valid, data: { changes: [{ before: 1, after: 2 }] } }, CHANGES],
  ['a sale without a sale', { ...sale, data: { changes: [] } }, 'no data.sale with id and amount'],
  [
    'a sale with an amount in words',
    { ...sale, data: { ...sale.data, sale: { id: 's', amount: 'ten' } } },
    'no data.sale with id and amount',
  ],
  [
    'a commission in words',
    { ...sale, data: { ...sale.data, commission: { amount: '1' } } },
    'data.commission has no amount',
  ],
  [
    'a payout without a batch',
    { ...valid, type: 'commission-paid', data: { changes: [], payout: { amount: 1, at: START } } },
    'no data.payout with batch, amount and at',
  ],
];

/** Bytes that no SDK sends, and their encoding. */
const UNREADABLE: [string, string, string][] = [
  ['cut off JSON', '{"specversion":', 'json/plain'],
  ['bytes that are no text', '\u0000\u0001', 'json/plain'],
  ['an encoding that nobody knows', '{}', 'binary/secret'],
  ['a message of another language', '\u0008\u0001', 'binary/protobuf'],
];

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: executable !== undefined }))(
  'signals to a run',
  () => {
    const contacts = contactsOn(executable, programs);
    const { newContact } = contacts;

    async function refusals(run: ContactRun): Promise<string[]> {
      return (await run.state()).refused.map(({ why }) => why);
    }

    test('that are malformed start a run, are recorded, and the run goes on', async () => {
      const run = await newContact();
      for (const [, payload] of MALFORMED) await run.signal(payload);
      const expected = MALFORMED.flatMap(([, , ...why]) => why);
      await expect.poll(() => refusals(run), SOON).toEqual(expected);
      expect(await run.details()).toContain('no release set');

      await run.hear(submitted());
      await expect.poll(() => run.stands(), SOON).toEqual(['review']);
      expect(await refusals(run)).toEqual(expected);
      expect(await run.history()).not.toContain('workflowTaskFailedEventAttributes');
    });

    test.each(UNREADABLE)(
      'that are unreadable are recorded, and the run goes on: %s',
      async (_, bytes, encoding) => {
        const run = await newContact();
        await run.hear(submitted());
        await run.signalBytes(bytes, encoding);
        await expect.poll(() => refusals(run), SOON).toEqual(['bytes that are not readable as JSON']);
        await run.hear(decided('approved'));
        await expect.poll(() => run.stands(), SOON).toEqual(['active']);
        expect(await run.history()).not.toContain('workflowTaskFailedEventAttributes');
      },
    );

    test('keep the newest 20 refusals and decide what else the signal brings', async () => {
      const run = await newContact();
      await run.signal([...Array.from({ length: 30 }, () => null), eventOf(submitted(), 1, 'r1', START)]);
      await expect.poll(() => run.stands(), SOON).toEqual(['review']);
      expect(await refusals(run)).toHaveLength(20);
    });

    test('that come twice count once', async () => {
      const run = await newContact();
      await run.hear(submitted(), decided('approved'));
      const twice = eventOf(sold(6000), 3, 'r1', START);
      await run.signal([twice, twice]);
      await run.signal(twice);
      await run.signal([eventOf(submitted(), 1, 'r1', START), twice]);
      await run.signal(eventOf(sold(100, 6000), 4, 'r1', START));
      await expect.poll(() => contacts.desk.jobs(run.contactId).length, SOON).toBe(6);
      await expect.poll(async () => (await run.state()).jobs, SOON).toEqual([]);
      const state = await run.state();
      expect(state.sequence).toBe(4);
      expect(state.enrolments['main']).toMatchObject({ totalSales: 610_000 });
      expect(contacts.desk.jobs(run.contactId).filter((id) => id.includes('milestone'))).toHaveLength(1);
    });

    test('that come again under a newer release set do not turn the facts back', async () => {
      const run = await newContact();
      await run.hear(submitted(), decided('approved'), sold(6000));
      await expect.poll(async () => (await run.state()).sequence, SOON).toBe(3);
      await run.signal(eventOf(sold(6000), 3, 'r2', START));
      await run.signal(null);
      await expect.poll(() => refusals(run), SOON).toHaveLength(1);
      const { releaseSet, enrolments } = await run.state();
      expect(releaseSet).toBe('r1');
      expect(enrolments['main']).toMatchObject({ status: 'approved', totalSales: 600_000 });
    });

    test('reach the maps of a newer release set that the contact is not on', async () => {
      const run = await newContact();
      await run.hear(submitted());
      run.releaseSet = 'r2';
      await run.hear(submitted('news'));
      await expect.poll(() => run.stands('news'), SOON).toEqual(['reader']);
      const { maps } = await run.state();
      expect([maps['m']?.release, maps['news']?.release]).toEqual(['m@r1', 'news@r2']);
    });
  },
);
