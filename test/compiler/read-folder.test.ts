import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SourceText } from '../../src/compiler/1-parse/source-text.ts';
import { compileMaps } from '../../src/compiler/compile-maps.ts';
import { readFolder } from '../../src/compiler/read-folder.ts';

describe('reading a folder', () => {
  let folder: string;
  let socket: Server;
  const below = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mapwright-folder-'));
    mkdirSync(below('inner'));
    writeFileSync(below('inner/a.map.yaml'), 'map: a\n');
    symlinkSync(folder, below('inner/up'));
    mkdirSync(below('elsewhere.d'));
    writeFileSync(below('elsewhere.d/b.map.yaml'), 'map: b\n');
    symlinkSync(below('elsewhere.d'), below('linked'));
    symlinkSync(below('inner/a.map.yaml'), below('c.map.yaml'));
    symlinkSync('nowhere', below('d.map.yaml'));
    symlinkSync('e.map.yaml', below('e.map.yaml'));
    symlinkSync('nowhere', below('notes.md'));
    mkdirSync(below('f.map.yaml'));
    socket = createServer().listen(below('g.map.yaml'));
    await once(socket, 'listening');
    writeFileSync(below('h.map.yaml'), 'x'.repeat(600 * 1024));
    writeFileSync(below('README.md'), '# Notes\n');
    writeFileSync(below('i.map.yaml.txt'), 'map: i\n');
    mkdirSync(below('releases'));
    writeFileSync(below('releases/z.map.yaml'), 'map: z\n');
  });
  afterAll(() => {
    socket.close();
    rmSync(folder, { recursive: true });
  });

  async function sources(): Promise<Map<string, SourceText>> {
    const found = await readFolder(folder);
    if (!Array.isArray(found)) throw new Error(found.reason);
    const prefix = found.map(({ path }) => path).find((path) => path.endsWith('/c.map.yaml')) ?? '';
    const length = prefix.length - 'c.map.yaml'.length;
    return new Map(found.map((one) => [one.path.slice(length), one]));
  }

  test('follows links, and reads nothing twice for ever', async () => {
    const found = await sources();
    expect([...found].filter(([, one]) => one.bytes.length > 0).map(([path]) => path)).toEqual([
      'c.map.yaml',
      'elsewhere.d/b.map.yaml',
      'inner/a.map.yaml',
      'linked/b.map.yaml',
    ]);
    expect(found.get('inner/up')?.unread).toBe('it is a link to a folder above it');
  });

  test('names what is in the way, and passes what was never meant', async () => {
    const found = await sources();
    const unread = Object.fromEntries(
      [...found].flatMap(([path, one]) => (one.unread ? [[path, one.unread]] : [])),
    );
    expect(unread).toEqual({
      'd.map.yaml': 'it does not exist',
      'e.map.yaml': 'it is a link that leads back to itself',
      'f.map.yaml': 'it is a folder, not a file',
      'g.map.yaml': 'it is neither a file nor a folder',
      'inner/up': 'it is a link to a folder above it',
    });
    expect(found.has('README.md')).toBe(false);
    expect(found.has('notes.md')).toBe(false);
    expect([...found.keys()].some((path) => path.startsWith('releases'))).toBe(false);
  });

  test('does not read a file that is too large, and says its size', async () => {
    const large = (await sources()).get('h.map.yaml');
    expect(large).toMatchObject({ bytes: new Uint8Array(), size: 600 * 1024 });
  });

  test('one file that cannot be read keeps no other from being checked', async () => {
    const { diagnostics, maps } = await compileMaps({ path: folder });
    expect(diagnostics.filter(({ code }) => code === 'MW114')).toHaveLength(5);
    expect(diagnostics.some(({ file, code }) => file.endsWith('/inner/a.map.yaml') && code === 'MW202')).toBe(
      true,
    );
    expect(diagnostics.some(({ file, code }) => file.endsWith('i.map.yaml.txt') && code === 'MW112')).toBe(
      true,
    );
    expect(maps).toBe(9);
  });

  test('a folder that is not there, and a file in its place', async () => {
    expect(await readFolder(below('none'))).toMatchObject({ reason: 'it does not exist' });
    expect(await readFolder(below('inner/a.map.yaml'))).toMatchObject({
      reason: 'it is a file, not a folder',
    });
  });
});
