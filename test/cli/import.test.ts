import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { developmentStore, makeCurrent } from '../../src/releases/current-release.ts';
import { addProgram, addReleaseSet } from '../../src/releases/release-store.ts';
import { approve, door, email, end, mapOf, path } from '../program/builders.ts';
import { startedProject } from './project.ts';

const welcome = mapOf({
  map: 'welcome',
  program: 'main',
  triggers: [door('in', { type: 'form-submitted' }, 'review')],
  steps: path(approve('review'), email('hello'), end('active')),
});

/** A project with one map, and a way to import a file with this text. */
async function started() {
  const project = await startedProject();
  const store = developmentStore(join(project.folder, '.mapwright'));
  const set = await addReleaseSet(store, { welcome: await addProgram(store, welcome) }, project.p.settings());
  await makeCurrent(project.db, set.id);
  const bring = (what: string, text: string | Buffer, ...more: string[]) => {
    writeFileSync(join(project.folder, 'them.csv'), text);
    return project.run(['import', what, 'them.csv', '--program', 'main', ...more]);
  };
  const types = async () => {
    const rows = await project.db
      .selectFrom('outbox')
      .select(['type', 'delivered_at'])
      .orderBy('id')
      .execute();
    return rows.map(({ type, delivered_at }) => (delivered_at === null ? type : `(${type})`));
  };
  return { ...project, bring, types };
}

const PARTNERS =
  'email,firstName,tier\r\nada@example.com,Ada,gold\r\n"bob@example.com","Bob ""B."", jun.",\r\n';

test('a move: partners, their sales, then their place on the map, each as often as it takes', async () => {
  const { bring, types, run } = await started();
  expect((await bring('partners', PARTNERS, '--dry-run')).out).toBe(
    'Would import 2 partners into main, 0 known already, 0 lines refused.\n',
  );
  expect(await types()).toEqual([]);
  expect(await bring('partners', `\uFEFF${PARTNERS}`)).toEqual({
    code: 0,
    out: 'Imported 2 partners into main, 0 known already, 0 lines refused.\n',
    err: '',
  });
  const sales =
    'id,email,amount,at\ns-1,ada@example.com,6000,2025-05-01\n\ns-2,bob@example.com,5,2025-05-02\n';
  expect((await bring('sales', sales)).out).toBe(
    'Imported 2 sales into main, 0 known already, 0 lines refused.\n',
  );
  expect(JSON.parse((await bring('sales', sales, '--json')).out)).toEqual({
    dryRun: false,
    imported: 0,
    known: 2,
    enrolled: 0,
    refused: [],
  });
  const there = ['--enroll', 'welcome@active', '--by', 'kim@example.com'];
  expect((await bring('partners', PARTNERS, ...there)).out).toBe(
    'Imported 0 partners into main, 2 known already, 2 put on welcome at active, 0 lines refused.\n',
  );
  expect(await types()).toEqual([...Array.from({ length: 4 }, () => '(imported)'), 'added', 'added']);
  expect((await run(['ledger', 'verify'])).code).toBe(0);
});

describe('lines that are refused', () => {
  test('have a number and a reason, and nothing else is lost', async () => {
    const { bring, db } = await started();
    const text = [
      'email,firstName',
      'ada@example.com,Ada',
      'bob,Bob',
      'carl@example.com,Carl,Karl',
      'ADA@example.com,Ada',
      'dora@example.com,"Do"ra',
      'eve@example.com,Eve',
    ].join('\n');
    const { code, out } = await bring('partners', text);
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      'line 3: “email” needs an email address such as name@example.com.',
      expect.stringMatching(/^line 4: The line has 3 cells, and the header names 2 columns\./),
      'line 5: The address is that of line 2, and counts once.',
      'Imported 3 partners into main, 0 known already, 3 lines refused.',
      '',
    ]);
    const there = await db.selectFrom('contacts').select('first_name').orderBy('email').execute();
    expect(there.map((row) => row.first_name)).toEqual(['Ada', '"Do"ra', 'Eve']);
  });

  test('rather than with a part of them lost: a name on two lines, bytes that are not UTF-8', async () => {
    const { bring, db } = await started();
    const { code, out } = await bring(
      'partners',
      Buffer.from(
        'email,firstName,lastName\nada@example.com,"Ada\nA.",L\nm@example.com,M,M\xFCller\n',
        'latin1',
      ),
    );
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^line 3: “firstName” contains a line break/),
      expect.stringMatching(/^line 4: There are bytes here that are not UTF-8.* Save the file as UTF-8/),
      'Imported 0 partners into main, 0 known already, 2 lines refused.',
      '',
    ]);
    expect(await db.selectFrom('contacts').select('id').execute()).toEqual([]);
  });

  test('a commission that no rule leads to, so that the ledger stays sound', async () => {
    const { bring, run } = await started();
    await bring('partners', 'email\nada@example.com\n');
    const sale = (id: string, product: string) => `${id},ada@example.com,10,${product},2025-05-01,20`;
    const { out } = await bring(
      'sales',
      ['id,email,amount,product,at,commission', sale('s-1', ''), sale('s-2', 'kit')].join('\n'),
    );
    expect(out).toMatch(/^line 2: commission: it is more than the sale\..*\nImported 1 sales/);
    expect((await run(['ledger', 'verify'])).code).toBe(0);
  });

  test('a quote that is never closed loses no line before it', async () => {
    const { bring } = await started();
    const { code, out } = await bring(
      'partners',
      'email,firstName\nada@example.com,Ada\nbob@example.com,"Bob\n',
    );
    expect(code).toBe(1);
    expect(out).toMatch(/^line 3: A quote is opened here and never closed[^]*Imported 1 partners/);
  });
});

test.each([
  [
    'a column that is not known',
    'email,name\n',
    [],
    /^them\.csv: There is no column “name”\..* names the columns.*tier/,
  ],
  ['a slip of the pen', 'email,fristName\n', [], /no column “fristName” \(did you mean “firstName”\?\)\./],
  [
    'semicolons',
    'email;firstName\n',
    [],
    /^them\.csv: Semicolons or tabs stand between the columns, and commas/,
  ],
  ['a column that is missing', 'firstName\n', [], /The column “email” is missing\./],
  ['a column that is there twice', 'email,email\n', [], /is there twice\./],
  ['an empty file', '', [], /is empty\. Its first line has to name the columns: email, /],
  ['half a place', 'email\n', ['--enroll', 'welcome'], /such as partner-welcome@active/],
  ['a program that is not there', 'email\n', ['--program', 'mian'], /no partner program “mian”/],
  ['a map that is not there', 'email\n', ['--enroll', 'other@active'], /no map “other”/],
  [
    'a step that mails',
    'email\n',
    ['--enroll', 'welcome@hello'],
    /could send a mail\. People can be put at active, in\.end/,
  ],
  [
    'a step that asks a team',
    'email\n',
    ['--enroll', 'welcome@review'],
    /a team is asked.* People can be put at active, in\.end/,
  ],
  [
    'a map of another program',
    'email\n',
    ['--program', 'japan', '--enroll', 'welcome@active'],
    /map of the partner program “main”/,
  ],
])('nothing is imported: %s', async (_what, text, more, message) => {
  const { bring } = await started();
  const { code, out, err } = await bring('partners', text, ...more);
  expect([1, 64]).toContain(code);
  expect(out + err).toMatch(message);
});

test('a file that is not there', async () => {
  const { run } = await started();
  const { code, err } = await run(['import', 'sales', 'gone.csv', '--program', 'main']);
  expect([code, err]).toEqual([1, 'gone.csv: it is not there. Check the name, and that you may read it.\n']);
});

test('the columns that the documentation lists are those that there are', async () => {
  const { PARTNER_COLUMNS } = await import('../../src/partners/import/partner-row.ts');
  const { SALE_COLUMNS } = await import('../../src/partners/import/sale-row.ts');
  const page = readFileSync(join(import.meta.dirname, '../../docs/import.md'), 'utf8');
  for (const column of [...PARTNER_COLUMNS, ...SALE_COLUMNS]) expect(page).toContain(`\`${column}\``);
});
