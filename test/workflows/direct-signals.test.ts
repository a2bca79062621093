import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { signalRefund, signalSale, signalTotal } from '../../src/index.ts';
import { readTotals } from '../partners/read-totals.ts';
import { readRunMemory } from '../../src/storage/run-records.ts';
import { door, email, end, mapOf, milestones, releases } from '../program/builders.ts';
import { ContactRun } from '../support/contact-run.ts';
import { partnersOn } from '../support/partner-desk.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTemporalServer, TEMPORAL_SERVER } from '../support/temporal-server.ts';
import { thanksNotices } from './journey-programs.ts';

const run = promisify(execFile);
const SOON = { timeout: 25_000, interval: 50 };
const executable = await findTemporalServer();

/** Who filled in the form is on the map, and gets a mail at 5,000 and 10,000 dollars; thanks are the program's. */
const map = mapOf({
  triggers: [door('signed-up', { type: 'form-submitted', form: 'sign-up' }, 'active')],
  milestones: [milestones([5000, 10_000], 'milestone')],
  steps: [end('active'), email('milestone', {}, ['milestone.value'])],
});
const programs = releases({ r1: [map, thanksNotices()] });

/** A sale of the till, as a sale system signals it. */
function sale(id: string, data: object = {}, envelope: object = {}): object {
  const amounts = { amount: '10.00', currency: 'USD' };
  return {
    specversion: '1.0',
    type: 'sale-recorded',
    source: '/till',
    id,
    data: { ...amounts, ...data },
    ...envelope,
  };
}

/** The commands of the README's section, as a reader copies them. */
async function readmeCommands(): Promise<string[]> {
  const readme = await readFile('README.md', 'utf8');
  const section = /\n## Signal the run directly\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
  const block = /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
  return block.split(/\n\n(?=temporal )/);
}

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: executable !== undefined }))('a sale system', () => {
  const desk = partnersOn(executable, programs);
  const { contacts, newPartner } = desk;
  const totals = (partner: ContactRun) => readTotals(contacts.database.db, partner.contactId, 'main');
  const known = async (partner: ContactRun) => (await partner.state()).enrolments['main']?.['totalSales'];
  const refused = async (partner: ContactRun) =>
    (await partner.state()).refused.map(({ what, why }) => `${what}: ${why}`);

  async function activePartner(): Promise<ContactRun> {
    const partner = await newPartner();
    await expect.poll(() => partner.stands().catch(() => []), SOON).toEqual(['active']);
    return partner;
  }

  /** A shell in which `temporal` is the command line that belongs to the server. */
  async function shell(command: string): Promise<string> {
    const folder = join(contacts.server.directory, 'bin');
    await mkdir(folder, { recursive: true });
    await symlink(executable ?? '', join(folder, 'temporal')).catch(() => undefined);
    const env = {
      ...process.env,
      PATH: `${folder}:${process.env['PATH']}`,
      TEMPORAL_ADDRESS: contacts.server.address,
    };
    return (await run('sh', ['-c', command], { env })).stdout;
  }

  test('signals with the lines of the README: a sale, a refund, a new total, several at once', async () => {
    const partner = await activePartner();
    const commands = await readmeCommands();
    const after = [40_000, 30_000, 120_000, 530_000];
    expect(commands).toHaveLength(after.length);
    for (const [index, command] of commands.entries()) {
      await shell(command.replace('CONTACT_ID', partner.contactId));
      await expect.poll(() => known(partner), SOON).toBe(after[index]);
    }
    expect(await totals(partner)).toMatchObject({
      totalSales: 530_000,
      numberOfSales: 3,
      totalCommission: (40_000 - 10_000 + 350_000 + 60_000) / 5,
    });
    await expect
      .poll(
        () =>
          contacts.desk
            .jobs(partner.contactId)
            .map((id) => id.replace(/#.*/, ''))
            .sort(),
        SOON,
      )
      .toEqual(['m/milestone', ...Array.from({ length: 3 }, () => 'main.notices/thanks')]);
    expect(await refused(partner)).toEqual([]);
    const { events } = await partner.handle.fetchHistory();
    const summaries = (events ?? []).map(({ userMetadata }) => String(userMetadata?.summary?.data ?? ''));
    expect(summaries.filter((summary) => summary.includes('sale system'))).toEqual([
      ...Array.from({ length: 3 }, () => '"Record an event of a sale system"'),
      '"Record 2 events of a sale system"',
    ]);
  });

  test('counts once what it signals twice, and what the webhook brought under the same source and id', async () => {
    const partner = await activePartner();
    const once = { ...sale('twice'), time: '2026-01-05T08:00:00Z' };
    await partner.signal([once, once]);
    await partner.signal({ ...once, time: '2026-01-06T08:00:00Z' });
    await partner.signal(sale('twice', { amount: '11' }));
    await expect
      .poll(() => refused(partner), SOON)
      .toEqual([expect.stringContaining('sale-recorded twice: id: “twice”')]);
    expect(await totals(partner)).toMatchObject({ totalSales: 1_000, firstSaleAt: Date.UTC(2026, 0, 5, 8) });
    await expect.poll(() => known(partner), SOON).toBe(1_000);
  });

  test('tells what happened by the data first, then by the envelope', async () => {
    const partner = await activePartner();
    const data = {
      id: 'own',
      source: 'shop',
      type: 'sale.recorded',
      at: '2026-01-02T00:00:00Z',
      kind: 'recurring',
    };
    await partner.signal(sale('envelope', { ...data, partner: { referralCode: partner.contactId } }));
    await expect.poll(() => known(partner), SOON).toBe(1_000);
    const row = await contacts.database.db
      .selectFrom('ledger')
      .selectAll()
      .where('contact_id', '=', partner.contactId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      source: 'shop',
      external_id: 'own',
      sale_kind: 'recurring',
      occurred_at: Date.UTC(2026, 0, 2),
    });
  });

  test('is told by the run what was refused and why, and nothing stops', async () => {
    const partner = await activePartner();
    const other = await activePartner();
    await other.signal(sale('of-another'));
    await expect.poll(() => known(other), SOON).toBe(1_000);
    const total = { currency: 'USD', total: '20' };
    const changed = (id: string, data: object) => ({ ...sale(id), type: 'total-sales-changed', data });
    const refund = (id: string, data: object) => ({ ...sale(id), type: 'sale-refunded', data });
    const bad: [event: object, what: string, why: string][] = [
      [sale('b-1', { currency: 'EUR' }), 'sale-recorded b-1', 'Send the amount in USD'],
      [sale('b-2', { amount: '-5' }), 'sale-recorded b-2', 'not above zero'],
      [sale('b-3', { amount: '1.005' }), 'sale-recorded b-3', 'has 3 decimals, but USD has 2'],
      [
        sale('b-4', { amount: '1,100.00' }),
        'sale-recorded b-4',
        '/data/amount must be an amount in major units',
      ],
      [sale('b-5', { partner: { contactId: other.contactId } }), 'sale-recorded b-5', 'another contact than'],
      [
        sale('b-6', { partner: { email: 'eve@example.com' } }),
        'sale-recorded b-6',
        'nobody with this email address',
      ],
      [sale('b-7', { program: 'mian' }), 'sale-recorded b-7', 'Use one of: main'],
      [sale('b-8', { customer: 'eve@example.com' }), 'sale-recorded b-8', '/data/customer is not a key'],
      [sale('b-9', {}, { data: undefined }), 'sale-recorded b-9', '/data is missing'],
      [sale('b-10', {}, { source: undefined }), 'sale-recorded b-10', '/source is missing'],
      [sale('b-11', {}, { id: 7 }), 'sale-recorded', '/id must be a text'],
      [sale('b-12', {}, { specversion: '0.3' }), 'sale-recorded b-12', '/specversion must be "1.0"'],
      [sale('b-13', {}, { time: 'yesterday' }), 'sale-recorded b-13', '/time must be a time with its offset'],
      [sale('b-14', { at: '2016-12-31T23:59:60Z' }), 'sale-recorded b-14', 'a time that does not exist'],
      [sale('b-15', { type: 'sale.refunded' }), 'sale-recorded b-15', '/data/type must be "sale.recorded"'],
      [refund('b-16', { sale: 'never' }), 'sale-refunded b-16', 'no sale “never” was recorded'],
      [refund('b-17', { sale: 'of-another' }), 'sale-refunded b-17', 'not made by this partner'],
      [refund('b-18', {}), 'sale-refunded b-18', '/data/sale is missing'],
      [changed('b-19', { ...total, total: '-1' }), 'total-sales-changed b-19', 'below zero'],
      [changed('b-20', { ...total, currency: 'EUR' }), 'total-sales-changed b-20', 'Send the amount in USD'],
    ];
    await partner.signal(bad.map(([event]) => event));
    await expect
      .poll(() => refused(partner), SOON)
      .toEqual(bad.map(([, what, why]) => expect.stringMatching(new RegExp(`^${what}: .*${why}`))));
    expect(JSON.stringify(await refused(partner))).not.toContain('@');
    expect(await partner.details()).toContain('sale-recorded b-1');
    expect(await totals(partner)).toMatchObject({ totalSales: 0 });

    await partner.signal(sale('good'));
    await expect.poll(() => known(partner), SOON).toBe(1_000);
  });

  test('may send more than a signal can hold, or a signal that is too large: that is refused whole', async () => {
    const partner = await activePartner();
    await partner.signal(Array.from({ length: 201 }, (_, n) => sale(`many-${n}`, { amount: '1' })));
    await partner.signal(
      Array.from({ length: 30 }, (_, n) => sale(`large-${n}`, {}, { note: 'x'.repeat(9_000) })),
    );
    await expect
      .poll(() => refused(partner), SOON)
      .toEqual([
        'signal: 1 events beyond 200',
        'signal: 30 events of more than 256 KiB: send fewer in one signal',
      ]);
    await expect.poll(() => known(partner), SOON).toBe(20_000);
  });

  test('corrects totals: the difference is a row, an older total is refused', async () => {
    const partner = await activePartner();
    const { client } = contacts.server;
    const common = { contactId: partner.contactId, source: '/till', currency: 'USD' };
    const options = { taskQueue: 'contacts' };
    await signalSale(client, { ...common, id: `${partner.contactId}-s`, amount: '400' }, options);
    await signalTotal(client, { ...common, id: `${partner.contactId}-t`, total: 6000 }, options);
    await expect.poll(() => known(partner), SOON).toBe(600_000);
    await expect.poll(() => contacts.desk.jobs(partner.contactId).length, SOON).toBe(2);
    const early = { ...common, id: `${partner.contactId}-e`, total: 1, at: new Date('2026-01-04T00:00:00Z') };
    await signalTotal(client, early, options);
    await expect
      .poll(() => refused(partner), SOON)
      .toEqual([expect.stringContaining('a newer total was true')]);
    const refund = { ...common, id: `${partner.contactId}-r`, sale: `${partner.contactId}-s` };
    await signalRefund(client, refund, options);
    await expect.poll(() => known(partner), SOON).toBe(560_000);
    expect(await totals(partner)).toMatchObject({
      totalSales: 560_000,
      numberOfSales: 0,
      totalCommission: 0,
    });
  });

  test('is told at once when a sale is malformed', async () => {
    const bad = { contactId: 'c-1', source: '/till', id: '', amount: 'ten', currency: 'USD' };
    await expect(signalSale(contacts.server.client, bad)).rejects.toThrow(/Event 1: \/id must be a text/);
  });

  test('reaches somebody who stands nowhere: a run records the sale and ends by itself', async () => {
    const nobody = new ContactRun(contacts.server.client, 'contacts', `c-${randomUUID()}`);
    await nobody.signal(sale('nobody'));
    await nobody.handle.result();
    expect(await refused(nobody)).toEqual([expect.stringContaining('nobody with this contact id')]);

    const gone = await activePartner();
    await gone.handle.terminate('as if they had left the map');
    await gone.signal(sale('gone'));
    await expect.poll(() => totals(gone), SOON).toMatchObject({ totalSales: 1_000 });
    // The thanks are the program's, for partners on no map too: the dispatcher starts a run for them.
    await expect.poll(() => contacts.desk.jobs(gone.contactId), SOON).toHaveLength(1);
    await gone.handle.result();
    await expect
      .poll(async () => (await readRunMemory(contacts.database.db, gone.contactId))?.sequence, SOON)
      .toBe(2);
  });
});

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: executable !== undefined }))(
  'while the database is away',
  () => {
    const desk = partnersOn(executable, programs, { 'limit.historyCount.suggestContinueAsNew': 12 });
    const { contacts, newPartner } = desk;

    test('sales wait, are tried again, and survive continue-as-new', async () => {
      const partner = await newPartner();
      await expect.poll(() => partner.stands().catch(() => []), SOON).toEqual(['active']);
      const file = new DatabaseSync(join(contacts.server.directory, 'mapwright.db'));
      file.exec('begin immediate');
      for (let n = 0; n < 15; n += 1) await partner.signal(sale(`away-${n}`));
      const attempts = async () =>
        (await partner.handle.describe()).raw.pendingActivities?.map(({ attempt }) => attempt) ?? [];
      await expect.poll(attempts, SOON).toEqual([2]);
      file.exec('rollback');
      file.close();
      await expect
        .poll(async () => (await partner.state()).enrolments['main']?.['totalSales'], SOON)
        .toBe(15_000);
      await expect.poll(() => contacts.desk.jobs(partner.contactId).length, SOON).toBe(15);
      const runs = () => contacts.server.client.workflow.count(`WorkflowId = '${partner.handle.workflowId}'`);
      await expect.poll(async () => (await runs()).count, SOON).toBeGreaterThan(2);
      expect((await partner.state()).refused).toEqual([]);
    });
  },
);
