import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { startStack } from '../../src/stack/start-stack.ts';
import { settings } from '../../temporal.config.ts';

let folder = '';
afterEach(() => rm(folder, { recursive: true }));

const MAP = `map: scoring
triggers:
  in: { on: form-submitted, steps: [{ call: { activity: score-partner } }] }
`;

it('refuses to start with a map that calls an activity which has no file, before anything else starts', async () => {
  folder = await mkdtemp(join(tmpdir(), 'mapwright-start-'));
  const mapsDirectory = join(folder, 'maps');
  await cp('maps', mapsDirectory, { recursive: true });
  await writeFile(join(mapsDirectory, 'scoring.map.yaml'), MAP);
  await writeFile(join(mapsDirectory, 'activities.yaml'), 'activities: { score-partner: {} }\n');
  const configuration = { ...settings, mapsDirectory, stateDirectory: join(folder, 'state') };
  const lines: string[] = [];
  const started = startStack(configuration, pino({ enabled: false }), (line) => lines.push(line));
  const file = join(mapsDirectory, 'activities', 'score-partner.ts');
  await expect(started).rejects.toThrow(`${file}: is not there, and a map calls score-partner.`);
  expect(lines).toEqual([]);
});
