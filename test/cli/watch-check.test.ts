import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { runWatchCheck } from '../../src/cli/commands/watch-check.ts';
import { emptyProject, MAIN } from './project.ts';

const REFERENCE = join(import.meta.dirname, '../../maps');
const MAP = 'maps/partner-welcome.map.yaml';

interface Round {
  round: number;
  changed: string[];
  milliseconds: number;
  diagnostics: { code: string; file: string }[];
  summary: { maps: number; errors: number };
}

/** The reference maps in a folder of their own, and a process that watches them. */
async function watched(...args: string[]) {
  const { folder } = await emptyProject();
  cpSync(REFERENCE, join(folder, 'maps'), { recursive: true });
  const child = spawn(process.execPath, [MAIN, 'check', '--watch', ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  const round = async (): Promise<Round> => JSON.parse(await next()) as Round;
  /** Between the moves of one write, or between many files, there may be a round that sees half of them. */
  const roundWith = async (wanted: (round: Round) => boolean): Promise<Round> => {
    for (;;) {
      const one = await round();
      if (wanted(one)) return one;
    }
  };
  const edit = (path: string, change: (text: string) => string): void =>
    writeFileSync(join(folder, path), change(readFileSync(join(folder, path), 'utf8')));
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  return { folder, child, next, round, roundWith, edit, ended };
}

test('a mistake is found when it is made, and gone when it is mended; Ctrl-C ends it', async () => {
  const { round, roundWith, edit, child, ended } = await watched('--json');
  expect(await round()).toMatchObject({ round: 1, changed: [], diagnostics: [], summary: { maps: 1 } });

  edit(MAP, (text) => text.replace('- email: welcome', '- email: welcom'));
  const wrong = await roundWith(({ diagnostics: [first] }) => first?.code === 'MW302');
  expect(wrong).toMatchObject({ changed: [MAP], summary: { maps: 1, errors: 1 } });
  expect(wrong.diagnostics).toEqual([expect.objectContaining({ code: 'MW302', file: MAP })]);
  expect(wrong.milliseconds).toBeGreaterThan(0);

  edit(MAP, (text) => text.replace('- email: welcom\n', '- email: welcome\n'));
  await roundWith(({ diagnostics }) => diagnostics.length === 0);
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
});

test('files that come and go count, releases and hidden files do not', async () => {
  const { folder, round, roundWith } = await watched('--json');
  await round();
  mkdirSync(join(folder, 'maps/releases'));
  writeFileSync(join(folder, 'maps/releases/old.map.yaml'), 'map: [');
  writeFileSync(join(folder, 'maps/.old.map.yaml'), 'map: [');
  mkdirSync(join(folder, 'maps/more'));
  writeFileSync(join(folder, 'maps/more/second.map.yaml'), 'map: second\ntriggers: {}\n');
  const added = await roundWith(({ summary }) => summary.maps === 2);
  expect(added).toMatchObject({ changed: ['maps/more/second.map.yaml'], summary: { errors: 1 } });

  rmSync(join(folder, 'maps/more'), { recursive: true });
  const removed = await roundWith(({ summary }) => summary.maps === 1);
  expect(removed).toMatchObject({ changed: ['maps/more/second.map.yaml'], diagnostics: [] });
});

test('the folder itself may go away and come back', async () => {
  const { folder, round, roundWith } = await watched('--json');
  await round();
  renameSync(join(folder, 'maps'), join(folder, 'elsewhere'));
  await roundWith(({ diagnostics: [only] }) => only?.code === 'MW114' && only.file === 'maps');
  renameSync(join(folder, 'elsewhere'), join(folder, 'maps'));
  await roundWith(({ diagnostics, summary }) => diagnostics.length === 0 && summary.maps === 1);
});

test('in a pipe, people get the report of each round without clearing or colour', async () => {
  const { edit, next } = await watched();
  expect(await next()).toBe('1 map checked: no problems');
  edit('maps/contact.yaml', () => 'feilds: {}\n');
  expect(await next()).toMatch(/^maps\/contact\.yaml:1:1 error MW\d{3}: /);
});

test('on a terminal, the screen is cleared before each round', async () => {
  const end = new AbortController();
  const written: string[] = [];
  const write = (text: string): void => {
    written.push(text);
    end.abort();
  };
  const options = { path: REFERENCE, format: 'human', color: true, isTerminal: true } as const;
  expect(await runWatchCheck({ ...options, write, signal: end.signal })).toBe(0);
  const clear = '\u{1B}[2J\u{1B}[H';
  expect(written.map((text) => text.startsWith(`${clear}1 map checked: `))).toEqual([true]);
});

test('a folder that is not there is waited for', async () => {
  const { folder, round, roundWith } = await watched('--json', 'later/maps');
  expect((await round()).diagnostics).toEqual([expect.objectContaining({ code: 'MW114' })]);
  cpSync(REFERENCE, join(folder, 'later/maps'), { recursive: true });
  await roundWith(({ diagnostics, summary }) => diagnostics.length === 0 && summary.maps === 1);
});
