import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeCurrent } from '../../src/releases/current-release.ts';
import { emptyProject, startedProject } from './project.ts';

const wrongUse: [args: string, said: RegExp][] = [
  ['', /^Usage: mapwright/],
  ['aprove ada@example.com', /unknown command 'aprove'\n\(Did you mean approve\?\)/],
  ['approve', /missing required argument 'contact'/],
  ['approve ada@example.com --by Kim', /Write an email address, such as kim@example\.com/],
  ['approve ada@example.com --resaon x', /unknown option '--resaon'\n\(Did you mean --reason\?\)/],
  ['sale ada@example.com', /missing required argument 'amount'/],
  ['sale ada@example.com 5 6', /too many arguments/],
  ['sale ada@example.com 5 --at yesterday', /such as 2026-01-05T09:00:00Z/],
  ['sale ada@example.com 5 --at 2026-13-05T09:00:00Z', /such as 2026-01-05T09:00:00Z/],
  ['sale ada@example.com 5 --at 2026-02-30T09:00:00Z', /such as 2026-01-05T09:00:00Z/],
  ['sale ada@example.com 5 --kind frist', /Allowed choices are first, recurring, instalment/],
  ['sale ada@example.com 5 --id ', /argument missing/],
  ['sale ada@example.com 5 --format yaml', /Allowed choices are human, json/],
  ['event ada@example.com trained --data [1]', /Write a JSON object, such as/],
  ['fmt --stdin', /--stdin needs --stdin-filename/],
  ['fmt --stdin-filename x.map.yaml', /--stdin-filename goes with --stdin/],
  ['fmt --stdin --stdin-filename x.map.yaml maps', /--stdin takes no paths/],
];

describe('wrong use: exit code 64, the reason and no stack', () => {
  test.each(wrongUse)('mapwright %s', async (args, said) => {
    const { run } = await emptyProject();
    const { code, out, err } = await run(args.split(' ').filter((arg) => arg !== ''));
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toMatch(said);
    expect(err).not.toMatch(/\n {4}at /);
  });
});

describe('help', () => {
  test.each([
    'check',
    'fmt',
    'test',
    'start',
    'approve',
    'reject',
    'task',
    'event',
    'sale',
    'refund',
    'correct',
    'import partners',
    'import sales',
    'ledger verify',
    'email lint',
    'email preview',
    'email send-test',
    'email allow',
    'email bounce',
  ])('%s --help has an example', async (verb) => {
    const { run } = await emptyProject();
    const { code, out } = await run([...verb.split(' '), '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Example:\\n {2}\\$ (\\w+=\\S+ )?mapwright ${verb}`));
  });

  test('begins with what a newcomer does, and says which options have to be given', async () => {
    const { run } = await emptyProject();
    const { out } = await run(['--help']);
    const headings = [...out.matchAll(/^(\w.*):$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      'Options',
      'Write maps and try them out',
      'Run them',
      'Partners and contacts',
      'Sales, commissions and other systems',
      'Help',
      'First steps',
      'Help on one command, with an example',
    ]);
    expect((await run(['enroll', '--help'])).out).toMatch(/--map <map> +the map \(required\)/);
    expect((await run(['fmt', '--help'])).out).not.toContain('default: false');
  });

  test('--version is that of the package', async () => {
    const { run } = await emptyProject();
    expect(await run(['--version'])).toMatchObject({ code: 0, out: '0.1.0\n' });
  });
});

describe('before anything has started', () => {
  test.each([
    ['approve', 'ada@example.com'],
    ['sale', 'ada@example.com', '5'],
    ['refund', 's-1'],
    ['correct', 'ada@example.com', '5'],
  ])('%s says that Mapwright has to be started first, and makes no database', async (...args) => {
    const { run } = await emptyProject();
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 69, out: '' });
    expect(err).toMatch(/has not been started here: there is no database .*npm start/);
    expect((await run(args)).code).toBe(69);
  });
});

test('a misspelt configuration stops every verb, with the key, why and the fix', async () => {
  const { run } = await emptyProject();
  const { code, out, err } = await run(['approve', 'ada@example.com'], { MAPWRIGHT_GATEWAY_PROT: '9000' });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(
    /MAPWRIGHT_GATEWAY_PROT: no setting has this name.*Did you mean MAPWRIGHT_GATEWAY_PORT\?/,
  );
});

test('a file that is no database is named, without a stack', async () => {
  const { run, folder } = await emptyProject();
  const file = join(folder, 'mapwright.db');
  writeFileSync(file, 'this is no database\n'.repeat(100));
  const { code, out, err } = await run(['refund', 's-1'], { MAPWRIGHT_STATE_DIRECTORY: folder });
  expect({ code, out }).toEqual({ code: 69, out: '' });
  expect(err).toContain(file);
  expect(err).not.toMatch(/\n {4}at /);
});

test('what nobody foresaw is a bug: exit code 70, with its stack', async () => {
  const { run, db } = await startedProject();
  await makeCurrent(db, 'a-release-that-is-gone');
  const { code, err } = await run(['refund', 's-1']);
  expect(code).toBe(70);
  expect(err).toMatch(/^This is a bug in Mapwright[\s\S]*\n {4}at /);
});
