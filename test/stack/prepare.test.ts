import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { MapsHaveErrors, prepare } from '../../src/stack/prepare.ts';

let folder = '';
afterEach(() => rm(folder, { recursive: true }));

it('starts no map that uses what this version does not run, and names it', async () => {
  folder = await mkdtemp(join(tmpdir(), 'mapwright-prepare-'));
  const mapsDirectory = join(folder, 'maps');
  await cp('maps', mapsDirectory, { recursive: true });
  const map = join(mapsDirectory, 'partner-welcome.map.yaml');
  const text = await readFile(map, 'utf8');
  await writeFile(map, `${text}\nmoved:\n  - { from: an-old-step, to: active }\n`);
  const prepared = prepare({ mapsDirectory, stateDirectory: join(folder, 'state'), color: false });
  await expect(prepared).rejects.toThrow(MapsHaveErrors);
  await expect(prepared).rejects.toThrow(
    'MW299: `moved` belongs to the language, but this version does not run it yet.',
  );
});
