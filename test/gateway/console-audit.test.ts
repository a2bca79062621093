import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actByHand } from '../../src/partners/act-by-hand.ts';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { recordCorrection } from '../../src/partners/record-correction.ts';
import { apply, ask, giveTask, hrefOf, signIn } from './story.ts';
import { startTestGateway, type TestGateway, type Visitor } from './test-gateway.ts';

let gateway: TestGateway;
let ann: Visitor;
let contact: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await signIn(gateway, 'ann@example.com');
  const p = gateway.partners;
  contact = await apply(p, { email: 'ada@example.com', firstName: '<b>Ada</b>' });
  await ask(p, contact);
});
afterAll(() => gateway.close());

const status = async () => (await findContact(gateway.partners, contact))?.enrolments[0]?.status;
const act = (action: 'suspend' | 'reinstate', form: Record<string, string> = {}) =>
  ann.submit(
    `/console/contacts/${contact}`,
    { program: 'main', ...form },
    `/console/contacts/${contact}/${action}`,
  );

/** The words of each row of the trail. */
async function rows(path: string): Promise<string[]> {
  const { body } = await ann.get(path);
  return (body.split('<tbody>')[1] ?? '')
    .split('<tr>')
    .slice(1)
    .map((row) =>
      row
        .replaceAll(/<[^>]+>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    );
}

test('only an approved partner can be suspended, and the page says so', async () => {
  expect((await ann.get(`/console/contacts/${contact}`)).body).not.toContain('/suspend"');
  const early = await act('suspend');
  expect([early.statusCode, early.body.includes('Only an approved partner can be suspended')]).toEqual([
    422,
    true,
  ]);
  await ann.submit('/console', { outcome: 'approved' }, `/console/approvals/${contact}/partner-welcome/1`);
  expect((await ann.get(`/console/contacts/${contact}`)).body).toContain(
    `action="/console/contacts/${contact}/suspend"`,
  );
  expect((await act('suspend', { reason: 'x'.repeat(1_001) })).statusCode).toBe(422);
  expect((await act('suspend', { program: 'nothing' })).statusCode).toBe(422);
  expect(await status()).toBe('approved');
});

test('suspending and reinstating with a reason: status, event, dispatcher, timeline; the same again changes nothing', async () => {
  const woken = gateway.wakes();
  for (let i = 0; i < 2; i += 1) {
    gateway.clock.now += 60_000;
    const { statusCode, headers } = await act('suspend', { reason: 'Sent <spam>' });
    expect([statusCode, headers.location]).toEqual([303, `/console/contacts/${contact}`]);
    expect(await status()).toBe('suspended');
  }
  const { body } = await ann.get(`/console/contacts/${contact}`);
  expect(body).toMatch(/Suspended by ann@example\.com[^]*<q>Sent &lt;spam&gt;<\/q>/);
  expect(body).toContain(`action="/console/contacts/${contact}/reinstate"`);
  gateway.clock.now += 60_000;
  await act('reinstate');
  expect([await status(), gateway.wakes() - woken]).toEqual(['approved', 2]);
});

test('the trail says who did what, where, about whom, when and through which door', async () => {
  const p = gateway.partners;
  await giveTask(p, contact);
  await ann.submit('/console', { outcome: 'no-answer' }, `/console/tasks/${contact}/partner-welcome/7`);
  const lee = { by: 'lee@example.com', via: 'command-line' } as const;
  await decideApproval(p, { contact, outcome: 'rejected', reason: 'After <all>', reopen: true, ...lee });
  await actByHand(p, { contact, action: 'add', map: 'partner-welcome', at: 'active', ...lee });
  await actByHand(p, { contact, action: 'pause', by: 'lee@example.com' });
  const correction = { id: 'c-1', partner: { contactId: contact }, total: '51.00', currency: 'USD' };
  await recordCorrection(p, correction, { by: 'till' });
  const all = await rows('/console/audit');
  const who = '&lt;b&gt;Ada&lt;/b&gt;';
  expect(all).toEqual([
    `Total corrected to $51.00, before $0.00 Acme partners ${who} till Jan 5, 2026, 9:03 AM UTC`,
    `Paused on all maps ${who} lee@example.com Jan 5, 2026, 9:03 AM UTC`,
    `Added to Sign-up and welcome, at Active partner ${who} lee@example.com on the command line Jan 5, 2026, 9:03 AM UTC`,
    `Rejected reversal Sign-up and welcome After &lt;all&gt; ${who} lee@example.com on the command line Jan 5, 2026, 9:03 AM UTC`,
    `Task ended: No answer Sign-up and welcome ${who} ann@example.com in the console Jan 5, 2026, 9:03 AM UTC`,
    `Reinstated Acme partners ${who} ann@example.com in the console Jan 5, 2026, 9:03 AM UTC`,
    `Suspended Acme partners Sent &lt;spam&gt; ${who} ann@example.com in the console Jan 5, 2026, 9:01 AM UTC`,
    `Approved Sign-up and welcome ${who} ann@example.com in the console Jan 5, 2026, 9:00 AM UTC`,
  ]);
  expect(await rows('/console/audit?q=LEE&kind=decision&asked=last-day')).toEqual([all[3]]);
  expect(await rows('/console/audit?kind=constructor&asked=over-a-week&after=x')).toEqual(all);
});

test('a contact’s page leads to what people did about them, and the filters stay with them', async () => {
  const other = await apply(gateway.partners, { email: 'grace@example.com' });
  await ask(gateway.partners, other, { entry: 2 });
  await decideApproval(gateway.partners, { contact: other, outcome: 'approved', by: 'kim@example.com' });
  const page = (await ann.get(`/console/contacts/${other}`)).body;
  const href = hrefOf(page, 'Only what people did about them');
  expect(href).toBe(`/console/audit?contact=${other}`);
  expect(await rows(href)).toHaveLength(1);
  const { body } = await ann.get(href);
  expect(body).toContain(`<input type="hidden" name="contact" value="${other}" />`);
  expect(hrefOf(body, 'Clear')).toBe('/console/audit');
});

test('fifty acts come on a page, and the way to the earlier ones', async () => {
  for (let i = 0; i < 50; i += 1)
    await actByHand(gateway.partners, { contact, action: i % 2 ? 'resume' : 'pause', by: 'lee@example.com' });
  const { body } = await ann.get('/console/audit?q=lee');
  expect(await rows('/console/audit?q=lee')).toHaveLength(50);
  expect(await rows(hrefOf(body, 'Earlier'))).toHaveLength(3);
  expect(hrefOf((await ann.get(hrefOf(body, 'Earlier'))).body, 'Back to the latest')).toBe(
    '/console/audit?q=lee',
  );
});

test('the trail reads its own index, and the log names nobody', async () => {
  const plan = await sql<{ detail: string }>`explain query plan select o.id from outbox as o
    join contacts as c on c.id = o.contact_id
    where (source in ('/approvals', '/by-hand', '/control', '/tasks') or type = 'totals-corrected')
    order by o.id desc limit 51`.execute(gateway.partners.db);
  expect(plan.rows[0]?.detail).toContain('outbox_acts');
  expect(gateway.log()).toContain('"route":"/console/audit"');
  expect(gateway.log()).not.toMatch(/example\.com|lee/i);
});
