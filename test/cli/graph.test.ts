import { cpSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, describe, test } from 'vitest';
import { emptyProject } from './project.ts';

const ROOT = join(import.meta.dirname, '../..');
const REFERENCE = join(ROOT, 'maps');
const GOLDEN = readFileSync(join(ROOT, 'test/diagram/golden/partner-welcome.mmd'), 'utf8');
const MARKERS = '<!-- mapwright graph partner-welcome -->\n<!-- /mapwright graph -->\n';

/** A project with the reference maps. */
async function project() {
  const made = await emptyProject();
  cpSync(REFERENCE, join(made.folder, 'maps'), { recursive: true });
  const file = (name: string): string => join(made.folder, name);
  return { ...made, file, read: (name: string): string => readFileSync(file(name), 'utf8') };
}

/** A project with the reference map and another one. */
async function twoMaps() {
  const made = await project();
  const map =
    'map: win-back\ntitle: Win back\ntriggers:\n  in:\n    on: login-used\n    scope: anyone\n    steps: [exit]\n';
  writeFileSync(made.file('maps/win-back.map.yaml'), map);
  return made;
}

describe('what is drawn', () => {
  test('the only map, as Mermaid, without a name', async () => {
    const { run } = await project();
    expect(await run(['graph'])).toEqual({ code: 0, out: GOLDEN, err: '' });
  });

  test('a map elsewhere, by its name', async () => {
    const { run } = await emptyProject();
    expect(await run(['graph', 'partner-welcome', '--path', REFERENCE])).toEqual({
      code: 0,
      out: GOLDEN,
      err: '',
    });
  });

  test('the notices of a partner program, by their name', async () => {
    const { run } = await project();
    const { code, out } = await run(['graph', 'main.notices']);
    expect(code).toBe(0);
    expect(out).toContain('<b>Commission is earned</b>');
  });

  test('several maps are listed', async () => {
    const { run } = await twoMaps();
    const { code, out, err } = await run(['graph']);
    expect({ code, out }).toEqual({
      code: 0,
      out: 'partner-welcome  Partner sign-up, approval and welcome\nwin-back         Win back\nmain.notices     Acme partners: notices\n',
    });
    expect(err).toBe('Draw one of them by its name: mapwright graph partner-welcome\n');
  });

  test('as JSON: of a map its model, without a name all of them', async () => {
    const { run } = await twoMaps();
    const one = JSON.parse((await run(['graph', 'win-back', '--json'])).out) as { maps: object[] };
    expect(one.maps).toEqual([
      expect.objectContaining({ map: 'win-back', nodes: expect.any(Array), edges: expect.any(Array) }),
    ]);
    const all = JSON.parse((await run(['graph', '--format', 'json'])).out) as { maps: object[] };
    expect(all.maps).toMatchObject([
      { map: 'partner-welcome' },
      { map: 'win-back' },
      { map: 'main.notices' },
    ]);
  });

  test('as SVG', async () => {
    const { run } = await project();
    const { code, out } = await run(['graph', '--format', 'svg']);
    expect(code).toBe(0);
    expect(out).toBe(readFileSync(join(ROOT, 'docs/pictures/partner-welcome.svg'), 'utf8'));
  });
});

describe('into a file', () => {
  test('by its ending, and only when it changes', async () => {
    const { run, read, file } = await project();
    expect(await run(['graph', '--output', 'x.mmd'])).toEqual({
      code: 0,
      out: 'x.mmd is written.\n',
      err: '',
    });
    expect(read('x.mmd')).toBe(GOLDEN);
    writeFileSync(file('x.mmd'), GOLDEN.replaceAll('\n', '\r\n'));
    const { mtimeMs } = statSync(file('x.mmd'));
    expect((await run(['graph', '--output', 'x.mmd'])).out).toBe('x.mmd is current.\n');
    expect(statSync(file('x.mmd')).mtimeMs).toBe(mtimeMs);
  });

  test('--check writes nothing and fails when it is missing or stale', async () => {
    const { run, file, read } = await project();
    const check = ['graph', '--output', 'x.svg', '--check'];
    const renew = 'Renew it with: mapwright graph partner-welcome --output x.svg\n';
    expect(await run(check)).toEqual({ code: 1, out: `x.svg is missing. ${renew}`, err: '' });
    expect(existsSync(file('x.svg'))).toBe(false);
    writeFileSync(file('x.svg'), 'old');
    expect((await run(check)).out).toBe(`x.svg is stale: the map has changed since it was drawn. ${renew}`);
    expect(read('x.svg')).toBe('old');
  });

  test('the picture in the documentation is current', async () => {
    const { run } = await emptyProject();
    const picture = join(ROOT, 'docs/pictures/partner-welcome.svg');
    const args = ['graph', 'partner-welcome', '--path', REFERENCE, '--output', picture, '--check'];
    expect(await run(args)).toMatchObject({ code: 0, err: '' });
  });

  test('through a symbolic link', async () => {
    const { run, file, read } = await project();
    writeFileSync(file('real.mmd'), 'old');
    symlinkSync('real.mmd', file('link.mmd'));
    await run(['graph', '--output', 'link.mmd']);
    expect(read('real.mmd')).toBe(GOLDEN);
  });
});

describe('into a document', () => {
  test('between its markers, again and again; --check tells what is stale', async () => {
    const { run, file, read } = await project();
    writeFileSync(file('README.md'), `# Maps\n\n${MARKERS}\nend\n`);
    const check = ['graph', '--inject', 'README.md', '--check'];
    const stale =
      'README.md:3: the diagram of partner-welcome is stale. Renew it with: mapwright graph --inject README.md\n';
    expect(await run(check)).toEqual({ code: 1, out: stale, err: '' });
    expect(read('README.md')).toContain(MARKERS);
    const written = 'README.md: the diagram of partner-welcome is written.\n';
    expect(await run(['graph', '--inject', 'README.md'])).toEqual({ code: 0, out: written, err: '' });
    expect(read('README.md')).toContain(
      `-->\n\n\`\`\`mermaid\n${GOLDEN}\`\`\`\n\n<!-- /mapwright graph -->\n\nend\n`,
    );
    expect(await run(check)).toEqual({ code: 0, out: 'README.md is current.\n', err: '' });
  });

  test('without markers: the two lines to add', async () => {
    const { run, file, read } = await project();
    writeFileSync(file('README.md'), '# Maps\n');
    const { code, out, err } = await run(['graph', 'main.notices', '--inject', 'README.md']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('\n\n<!-- mapwright graph main.notices -->\n<!-- /mapwright graph -->\n');
    expect(read('README.md')).toBe('# Maps\n');
  });

  test('a marker for a map that is not there', async () => {
    const { run, file } = await project();
    writeFileSync(file('README.md'), MARKERS.replace('welcome', 'wellcome'));
    const { code, err } = await run(['graph', '--inject', 'README.md']);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^README\.md:1: No map in .*maps is called `partner-wellcome`\. Did you mean `partner-welcome`\?/,
    );
  });

  test('a marker that is never closed', async () => {
    const { run, file } = await project();
    writeFileSync(file('README.md'), '<!-- mapwright graph partner-welcome -->\n');
    expect(await run(['graph', '--inject', 'README.md'])).toMatchObject({
      code: 1,
      err: 'README.md:1: The block of partner-welcome is never closed: add a line <!-- /mapwright graph --> behind it.\n',
    });
  });
});

describe('what cannot be', () => {
  test.each([
    [['partner-welcom'], 1, /called `partner-welcom`\. Did you mean `partner-welcome`\?/],
    [['--check'], 64, /^--check compares a file: add --output FILE or --inject FILE\.$/m],
    [['--output', 'x.png'], 64, /use \.mmd, \.svg or \.json/],
    [['--output', 'x.svg', '--format', 'json'], 64, /x\.svg ends like svg, but --format says json/],
    [['--inject', 'x.md', '--json'], 64, /cannot be used with option '--json'/],
    [['--inject', 'x.md', '--output', 'x.svg'], 64, /cannot be used with option '--output/],
    [['--inject', 'x.md'], 1, /^x\.md cannot be read: there is no such file/],
    [['--output', 'nowhere/x.svg'], 1, /^nowhere\/x\.svg cannot be written: there is no such file or folder/],
    [['--output', 'maps', '--format', 'svg'], 1, /^maps cannot be read: it is a folder/],
    [['--format', 'png'], 64, /Allowed choices are mermaid, svg, json/],
  ] as const)('%j', async (args, code, said) => {
    const { run } = await project();
    const answer = await run(['graph', ...args]);
    expect(answer).toMatchObject({ code, out: '' });
    expect(answer.err).toMatch(said);
    expect(answer.err).not.toMatch(/\n {4}at /);
  });

  test('which of several maps to write is not guessed', async () => {
    const { run } = await twoMaps();
    const { code, out, err } = await run(['graph', '--output', 'x.svg']);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toMatch(/^There are several maps, say which one to draw:\npartner-welcome /);
  });

  test('maps with errors: the report of check, and nothing that a shell would send to a file', async () => {
    const { run, file } = await project();
    writeFileSync(file('maps/contact.yaml'), 'feilds: {}\n');
    const { code, out, err } = await run(['graph']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe((await run(['check'])).out);
    const json = await run(['graph', '--json']);
    expect(json).toEqual({ ...(await run(['check', '--json'])), code: 1 });
  });
});

test('help has an example', async () => {
  const { run } = await emptyProject();
  expect((await run(['graph', '--help'])).out).toMatch(/Example:\n {2}\$ mapwright graph/);
});

test('Graphviz is loaded for a picture and not before', () => {
  const source = readFileSync(join(ROOT, 'src/diagram/to-svg.ts'), 'utf8');
  expect(source).toContain(`await import('@viz-js/viz')`);
  const layout = readFileSync(join(ROOT, 'src/diagram/svg/layout.ts'), 'utf8');
  expect(layout).toMatch(/^import type .* from '@viz-js\/viz';/);
});
