import { expect, test } from 'vitest';
import { followLink } from '../../src/partners/follow-link.ts';
import { partnerLinks } from '../../src/partners/partner-links.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { recordSale, type SaleInput } from '../../src/partners/record-sale.ts';
import { changeSuspension } from '../../src/partners/suspend.ts';
import type { PartnerProgram } from '../../src/program/settings.ts';
import { forgetOld } from '../../src/storage/retention.ts';
import { approvedPartner, company, signUp } from './partner-company.ts';

const DAY = 24 * 3_600_000;

/** A company whose program `main` has these rules for whom a sale counts, and two partners. */
async function twoPartners(attribution?: PartnerProgram['attribution']) {
  const { p: plain, db, clock } = await company();
  const settings = structuredClone(plain.settings());
  if (attribution) Object.assign(settings.programs['main'] ?? {}, { attribution });
  const p: Partners = { ...plain, settings: () => settings };
  const [ada, bob] = [
    await approvedPartner(p, 'ada@example.com'),
    await approvedPartner(p, 'bob@example.com'),
  ];
  const codes = await db.selectFrom('enrolments').select(['contact_id', 'referral_code']).execute();
  const codeOf = (id: string): string => codes.find((row) => row.contact_id === id)?.referral_code ?? '';
  const follow = async (id: string, more: { visitor?: string; to?: string; counts?: boolean } = {}) =>
    new URL(
      (await followLink(p, { code: codeOf(id), program: 'main', visitor: 'v-1', counts: true, ...more })) ??
        '',
    );
  const click = async (id: string, visitor = 'v-1'): Promise<string> =>
    (await follow(id, { visitor })).searchParams.get('click') ?? '';
  return { p, db, clock, ada, bob, codeOf, follow, click };
}

function sale(click: string, more: Partial<SaleInput> = {}): SaleInput {
  return { id: `s-${click}`, partner: { click }, amount: 100, currency: 'USD', ...more };
}

test('a link leads to the program’s page and says whose it was and which visit', async () => {
  const { db, ada, codeOf, follow } = await twoPartners();
  const first = await follow(ada);
  expect(first.origin + first.pathname).toBe('https://acme.example/');
  expect(first.searchParams.get('ref')).toBe(codeOf(ada));
  const pricing = await follow(ada, { to: 'https://acme.example/pricing?plan=pro&ref=other#top' });
  expect(pricing.href).toMatch(/^https:\/\/acme\.example\/pricing\?plan=pro&ref=[0-9A-Z]{8}&click=\w+#top$/);
  const clicks = await db.selectFrom('link_clicks').selectAll().execute();
  expect(clicks.map(({ id, contact_id }) => [id, contact_id])).toEqual([
    [first.searchParams.get('click'), ada],
    [pricing.searchParams.get('click'), ada],
  ]);
});

test.each([
  'https://evil.example/',
  '//evil.example',
  'https://acme.example/?x',
  'https://acme.example.evil.example/',
  '',
])('“%s” is no page of the program, so the link leads to its first one', async (to) => {
  const { ada, follow } = await twoPartners();
  expect((await follow(ada, { to })).host).toBe('acme.example');
  expect((await follow(ada, { to })).pathname).toBe('/');
});

test('who only looks ahead is no visitor', async () => {
  const { db, ada, follow } = await twoPartners();
  const page = await follow(ada, { counts: false });
  expect([page.searchParams.has('ref'), page.searchParams.has('click')]).toEqual([true, false]);
  expect(await db.selectFrom('link_clicks').selectAll().execute()).toEqual([]);
});

test('a code that is nobody’s leads on without credit, or nowhere where no program is named', async () => {
  const { p, db, ada, codeOf } = await twoPartners();
  const link = { visitor: 'v-1', counts: true };
  expect(await followLink(p, { ...link, code: 'NOBODY', program: 'main' })).toBe('https://acme.example/');
  for (const program of ['other', '__proto__', 'constructor'])
    expect(await followLink(p, { ...link, code: codeOf(ada), program })).toBeUndefined();
  expect(await followLink(p, { ...link, code: 'NOBODY' })).toBeUndefined();
  expect(await db.selectFrom('link_clicks').selectAll().execute()).toEqual([]);
  expect(await followLink(p, { ...link, code: ` ${codeOf(ada).toLowerCase()}` })).toContain('ref=');
});

test('who is suspended takes nobody’s credit; an applicant’s visits count', async () => {
  const { p, ada, bob, click, follow } = await twoPartners();
  const visit = await click(bob);
  await changeSuspension(p, { contact: ada, to: 'suspended', by: 'kim@example.com' });
  expect((await follow(ada)).search).toBe('');
  expect(await recordSale(p, sale(visit))).toMatchObject({ contactId: bob });
  const cyd = await signUp(p, 'cyd@example.com');
  const code = (
    await p.db.selectFrom('enrolments').selectAll().where('contact_id', '=', cyd).executeTakeFirst()
  )?.referral_code;
  const page = await followLink(p, { code: code ?? '', program: 'main', visitor: 'v-2', counts: true });
  expect(page).toContain('click=');
});

test.each<[string, PartnerProgram['attribution'], 'ada' | 'bob']>([
  ['nothing is said', undefined, 'bob'],
  ['the last visit counts', { credit: 'last' }, 'bob'],
  ['the first visit counts', { credit: 'first' }, 'ada'],
])('where %s, that one’s partner is credited, whichever visit is named', async (_what, rules, who) => {
  const { p, clock, click, ...partners } = await twoPartners(rules);
  const first = await click(partners.ada);
  clock.now += DAY;
  const last = await click(partners.bob);
  await click(partners.ada, 'somebody else');
  clock.now += DAY;
  for (const visit of [first, last])
    expect(await recordSale(p, sale(visit))).toMatchObject({ status: 'recorded', contactId: partners[who] });
});

test('a visit counts as long as the rules say, judged by when the sale happened', async () => {
  const { p, clock, ada, bob, click } = await twoPartners({ cookie: { days: 10 }, credit: 'first' });
  const first = await click(ada);
  clock.now += 6 * DAY;
  const second = await click(bob);
  const sold = clock.now;
  clock.now += 4 * DAY;
  expect(await recordSale(p, sale(first))).toMatchObject({ contactId: bob });
  expect(await recordSale(p, sale(first, { id: 'late', at: sold }))).toMatchObject({ contactId: ada });
  clock.now += 6 * DAY;
  expect(await recordSale(p, sale(second, { id: 'too-late' }))).toMatchObject({
    status: 'refused',
    code: 'unknown-partner',
    message: expect.stringContaining('no visit of this visitor counts'),
  });
});

test('a sale by a visit is known again, and its refusals say what to send', async () => {
  const { p, ada, click } = await twoPartners();
  const visit = await click(ada);
  expect(await recordSale(p, sale(visit))).toMatchObject({ status: 'recorded', commission: 2_000 });
  expect(await recordSale(p, sale(visit))).toMatchObject({ status: 'duplicate' });
  expect(await recordSale(p, sale(visit, { id: 'x', program: 'japan' }))).toMatchObject({
    code: 'unknown-program',
    message: expect.stringContaining('“main”'),
  });
  expect(await recordSale(p, sale('unknown'))).toMatchObject({ code: 'unknown-partner' });
  expect(await recordSale(p, sale(visit, { id: 'y' }), { contactId: 'c_other' })).toMatchObject({
    message: expect.stringContaining('another contact'),
  });
});

test('visits are forgotten three months after they have stopped counting', async () => {
  const { db, clock, ada, click } = await twoPartners({ cookie: { days: 10 } });
  const first = await click(ada);
  clock.now += 100 * DAY;
  const second = await click(ada);
  const left = async () => {
    await forgetOld(db, clock.now);
    const rows = await db.selectFrom('link_clicks').select('id').orderBy('clicked_at').execute();
    return rows.map(({ id }) => id);
  };
  expect(await left()).toEqual([first, second]);
  clock.now += 1;
  expect(await left()).toEqual([second]);
});

test('with rules the links go by the gateway, which knows the pages', async () => {
  const { p, ada, codeOf } = await twoPartners({ credit: 'last' });
  const program = p.settings().programs['main'] as PartnerProgram;
  const links = partnerLinks(program, codeOf(ada), p.publicUrl);
  expect(links.map(({ url }) => url)).toEqual([
    `https://partners.acme.example/r/main/${codeOf(ada)}`,
    `https://partners.acme.example/r/main/${codeOf(ada)}?to=https%3A%2F%2Facme.example%2Fpricing%3Fplan%3Dpro%26ref%3Dother%23top`,
  ]);
  const { attribution: _, ...without } = program;
  expect(partnerLinks(without, 'ADA', p.publicUrl)[0]?.url).toBe('https://acme.example/?ref=ADA');
});
