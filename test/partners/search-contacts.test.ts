import { expect, test } from 'vitest';
import { listPartners } from '../../src/partners/list-partners.ts';
import { company, signUp } from './partner-company.ts';

/** People with the names that searches stumble over. */
const PEOPLE: [email: string, firstName: string | null, lastName: string | null][] = [
  ['ada@example.com', 'Ada', 'Lovelace'],
  ['emile@example.com', 'Émile', 'Zola'],
  ['jan@example.com', 'Jan', 'van der Berg'],
  ['mei@shop.example', 'Mei Lin', 'Ångström'],
  ['under_score@example.com', null, null],
  ['100%@example.com', 'O’Neil', '李'],
];

async function people() {
  const { p, clock } = await company();
  const ids: Record<string, string> = {};
  for (const [email, first_name, last_name] of PEOPLE) {
    clock.now += 1_000;
    ids[email] = await signUp(p, email);
    await p.db.updateTable('contacts').set({ first_name, last_name }).where('email', '=', email).execute();
  }
  const found = async (search: string) =>
    (await listPartners(p, 'all', { search }, { limit: 10 })).partners.map(({ email }) => email);
  return { p, ids, found };
}

test('a search finds beginnings of names and addresses, whatever their case, and all words have to fit', async () => {
  const { found } = await people();
  const searches: [search: string, found: string[]][] = [
    ['ada', ['ada@example.com']],
    ['LOVE', ['ada@example.com']],
    ['lovelace, ada', ['ada@example.com']],
    ['  ada   zola ', []],
    ['ADA@Example.com', ['ada@example.com']],
    ['ovelace', []],
    ['émile', ['emile@example.com']],
    ['ÉMI', ['emile@example.com']],
    ['zola e', ['emile@example.com']],
    ['van der b', ['jan@example.com']],
    ['jan van der', []],
    ['mei l', ['mei@shop.example']],
    ['ångström', ['mei@shop.example']],
    ['李', ['100%@example.com']],
    ['o’neil', ['100%@example.com']],
    ['_', []],
    ['%', []],
    ['under_', ['under_score@example.com']],
    ['\u{10ffff}', []],
    ["'; drop table contacts; --", []],
  ];
  for (const [search, emails] of searches) expect([search, await found(search)]).toEqual([search, emails]);
  expect(await found('')).toEqual(PEOPLE.map(([email]) => email).reverse());
  expect(await found(' , ')).toHaveLength(PEOPLE.length);
});

test('a referral code is found as somebody reads it out, and a contact by the id', async () => {
  const { p, ids, found } = await people();
  await p.db
    .updateTable('enrolments')
    .set({ referral_code: '10KZ2WQ3' })
    .where('contact_id', '=', ids['ada@example.com'] ?? '')
    .execute();
  expect(await found('lOkz2wq3')).toEqual(['ada@example.com']);
  expect(await found('10KZ')).toEqual([]);
  expect(await found(ids['jan@example.com'] ?? '')).toEqual(['jan@example.com']);
});
