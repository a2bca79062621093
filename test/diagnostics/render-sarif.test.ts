import SARIF_SCHEMA from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { CATALOG, diagnostic } from '../../src/diagnostics/catalog.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { renderSarif } from '../../src/diagnostics/render-sarif.ts';
import { compileFixture, fixtureNames } from '../compiler/fixture-cases.ts';

// The standard’s own schema; its patterns are older than the `u` flag, and what it calls `id` is `$id` in the drafts that ajv reads.
const { id, $schema: _, ...schema } = SARIF_SCHEMA;
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile({ $id: id, ...schema });

test('the schema refuses what is no log', () => {
  expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
});

interface Log {
  runs: {
    tool: { driver: { rules: { id: string; helpUri: string; help: { text: string } }[] } };
    results: Result[];
  }[];
}
interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: { physicalLocation: { artifactLocation: object; region?: object } }[];
  relatedLocations?: { id: number; message: { text: string }; physicalLocation: object }[];
  fixes?: object[];
}

/** The log of some diagnostics; it must be one by the standard. */
function logOf(diagnostics: readonly Diagnostic[], files = new Set(diagnostics.map(({ file }) => file))) {
  const text = renderSarif(diagnostics, { version: '1.2.3', files, root: 'file:///srv/acme/' });
  const log = JSON.parse(text) as Log;
  expect(validate(log), JSON.stringify(validate.errors?.slice(0, 3), undefined, 2)).toBe(true);
  const [run] = log.runs;
  if (!run) throw new Error('A log has a run.');
  return { log, run };
}

const FILE = 'maps/x.map.yaml';
const at = (line: number, column: number, length: number, file = FILE) => ({
  file,
  start: { line, column },
  end: { line, column: column + length },
});
const near = { word: 'welcom', meant: 'welcome', certain: true };
const found = diagnostic('MW302', { name: 'welcom', suggestion: near }, at(7, 16, 6));

test('a result names its rule, level, message, place and fix', () => {
  const { run } = logOf([found]);
  const artifactLocation = { uri: FILE, uriBaseId: '%SRCROOT%' };
  const region = { startLine: 7, startColumn: 16, endLine: 7, endColumn: 22 };
  expect(run.results).toEqual([
    {
      ruleId: 'MW302',
      ruleIndex: 0,
      level: 'error',
      message: { text: `${found.message} ${found.hint}` },
      locations: [{ physicalLocation: { artifactLocation, region } }],
      fixes: [
        {
          description: { text: 'Write `welcome` instead of `welcom`' },
          artifactChanges: [
            {
              artifactLocation,
              replacements: [{ deletedRegion: region, insertedContent: { text: 'welcome' } }],
            },
          ],
        },
      ],
    },
  ]);
  expect(run).toMatchObject({
    tool: { driver: { name: 'Mapwright', version: '1.2.3' } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: expect.any(String) as string } } },
  });
});

test('only the rules that are used are described, each with its help and its page', () => {
  const other = diagnostic('MW301', { field: 'totalSales', value: 1000 }, at(1, 1, 1));
  const remark = diagnostic('MW110', {}, at(1, 1, 0));
  const { run } = logOf([found, other, remark, found]);
  const { rules } = run.tool.driver;
  expect(rules.map(({ id }) => id)).toEqual(['MW110', 'MW301', 'MW302']);
  expect(rules[2]).toMatchObject({
    helpUri: found.docs,
    shortDescription: { text: CATALOG.MW302.title },
    fullDescription: { text: CATALOG.MW302.explanation },
    defaultConfiguration: { level: 'error' },
  });
  expect(run.results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
    ['MW302', 2, 'error'],
    ['MW301', 1, 'warning'],
    ['MW110', 0, 'note'],
    ['MW302', 2, 'error'],
  ]);
});

test('places that explain the problem are related locations', () => {
  const related = [{ message: 'first defined here', ...at(2, 3, 4, 'maps/y.map.yaml') }];
  const { run } = logOf([{ ...found, related }], new Set([FILE, 'maps/y.map.yaml']));
  expect(run.results[0]?.relatedLocations).toEqual([
    {
      id: 1,
      message: { text: 'first defined here' },
      physicalLocation: {
        artifactLocation: { uri: 'maps/y.map.yaml', uriBaseId: '%SRCROOT%' },
        region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 7 },
      },
    },
  ]);
});

test('all edits of a diagnostic are one fix, and an edit of nothing is none', () => {
  const edit = (line: number, text: string) => ({ title: 'x', ...at(line, 1, text === '' ? 0 : 1), text });
  const fixes = [edit(1, 'a'), edit(2, 'b')];
  const { run } = logOf([
    { ...found, fixes },
    { ...found, fixes: [edit(1, '')] },
  ]);
  expect(run.results[0]?.fixes).toHaveLength(1);
  expect(run.results[0]?.fixes).toMatchObject([{ artifactChanges: [{ replacements: [{}, {}] }] }]);
  expect(run.results[1]?.fixes).toBeUndefined();
});

describe('paths', () => {
  const artifact = (file: string) => {
    const { run } = logOf([{ ...found, file, fixes: [] }]);
    return run.results[0]?.locations[0]?.physicalLocation.artifactLocation;
  };

  test.each([
    ['maps/über uns #1.map.yaml', 'maps/%C3%BCber%20uns%20%231.map.yaml'],
    ['maps/a:b.map.yaml', 'maps/a%3Ab.map.yaml'],
  ])('inside of the directory are relative: %s', (file, uri) => {
    expect(artifact(file)).toEqual({ uri, uriBaseId: '%SRCROOT%' });
  });

  test.each([
    ['../other/maps/x.map.yaml', 'file:///srv/other/maps/x.map.yaml'],
    ['/tmp/x y.map.yaml', 'file:///tmp/x%20y.map.yaml'],
  ])('outside of the directory are absolute: %s', (file, uri) => {
    expect(artifact(file)).toEqual({ uri });
  });

  test('of what has no lines have no region', () => {
    const { run } = logOf([found], new Set());
    expect(run.results[0]?.locations[0]?.physicalLocation.region).toBeUndefined();
  });
});

describe('the logs of all fixtures are SARIF', () => {
  const all: { diagnostics: readonly Diagnostic[]; files: Set<string> }[] = [];
  beforeAll(async () => {
    for (const name of fixtureNames()) {
      const { diagnostics, sources } = await compileFixture(name);
      all.push({ diagnostics, files: new Set(sources.keys()) });
    }
  });

  test('each by itself, and one with no result', () => {
    for (const { diagnostics, files } of all) logOf(diagnostics, files);
    expect(logOf([]).run.results).toEqual([]);
  });
});
