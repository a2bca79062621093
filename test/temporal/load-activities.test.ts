import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadActivities } from '../../src/temporal/load-activities.ts';

const GOOD = 'export default async function (input: { a: number }) { return { b: input.a + 1 }; }';

describe('activities of one’s own', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mapwright-own-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const loaded = async (files: Record<string, string>, called: string[] = []) => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return loadActivities(folder, called);
  };

  test('are the default exports of the files in a folder, TypeScript or JavaScript', async () => {
    await mkdir(join(folder, 'shared'));
    const js = 'export default () => ({ b: 1 });';
    const files = { 'score.ts': GOOD, 'rate-partner.js': js, 'score.test.ts': 'broken(', 'notes.md': '' };
    const activities = await loaded(files, ['score']);
    expect([...activities.keys()]).toEqual(['rate-partner', 'score']);
    expect(await activities.get('score')?.({ a: 1 }, {} as never)).toEqual({ b: 2 });
  });

  test('need no folder where no map calls any', async () => {
    expect(await loadActivities(join(folder, 'nowhere'), [])).toEqual(new Map());
  });

  const wrong: [what: string, files: Record<string, string>, message: RegExp][] = [
    ['is not there', {}, /score\.ts: is not there, and a map calls score\. Write it, or remove the step\.$/],
    ['has another name', { 'scores.ts': GOOD }, /calls score\. Did you mean scores, which is there\?$/],
    [
      'exports nothing',
      { 'score.ts': 'export const a = 1;' },
      /score\.ts: has no default export that is a f/,
    ],
    ['exports no function', { 'score.js': 'export default 1;' }, /Write: export default async function/],
    [
      'cannot be loaded',
      { 'score.js': 'throw new Error("no license")' },
      /score\.js: cannot be loaded: no l/,
    ],
    [
      'is there twice',
      { 'score.ts': GOOD, 'score.js': GOOD },
      /have a problem:\n.*score\.js: is there as score\.ts, too/,
    ],
  ];
  test.each(wrong)('one that %s is told', async (_what, files, message) => {
    await expect(loaded(files, ['score'])).rejects.toThrow(message);
  });
});
