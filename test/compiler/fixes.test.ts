import { describe, expect, test } from 'vitest';
import type { Compilation } from '../../src/compiler/compilation.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { fixInRounds, type Fixed } from '../../src/diagnostics/fix-in-rounds.ts';
import { baseFiles, compileFiles, filesOf, fixtureNames } from './fixture-cases.ts';

type Files = Readonly<Record<string, Uint8Array | string>>;

/** Does with files in memory what `check --fix` does with those on the disk. */
function fixFiles(files: Files): Promise<Fixed<Compilation>> {
  return fixInRounds((edited) => {
    const changed = [...edited].map(([path, text]) => [path.slice('maps/'.length), text]);
    return compileFiles({ ...files, ...Object.fromEntries(changed) });
  });
}

const inMap = (lines: string) => `map: x\nprogram: main\n${lines}`;
const inTrigger = (lines: string) => inMap(`triggers:\n  a:\n    on: added\n${lines}`);
const inSteps = (lines: string) => inTrigger(`    steps:\n${lines}`);
const inEmail = (subject: string) => `---\nsubject: ${subject}\n---\nHello\n`;

/** A file with one mistake, which code reports it, and what the fix makes of it; undefined where there is none. */
const cases: [code: string, what: string, file: string, before: string, after: string | undefined][] = [
  ['MW110', 'a byte order mark', 'x.map.yaml', `\u{FEFF}${inTrigger('')}`, inTrigger('')],
  [
    'MW116',
    'an idle comment on its own line',
    'x.map.yaml',
    inTrigger('    # mapwright-ignore MW301: once\n    once: true\n'),
    inTrigger('    once: true\n'),
  ],
  [
    'MW116',
    'an idle comment behind a value',
    'x.map.yaml',
    inTrigger('    once: true # mapwright-ignore MW301: once\n    steps: []\n'),
    inTrigger('    once: true\n    steps: []\n'),
  ],
  [
    'MW117',
    'a comment with another code',
    'x.map.yaml',
    inTrigger('    # mapwright-ignore MW3xx: once\n    once: true\n'),
    undefined,
  ],
  ['MW203', 'a misspelt key', 'x.map.yaml', inTrigger('    onec: true\n'), inTrigger('    once: true\n')],
  [
    'MW203',
    'a misspelt key in quotes',
    'x.map.yaml',
    inTrigger('    "onec": true\n'),
    inTrigger('    "once": true\n'),
  ],
  [
    'MW203',
    'a key in the wrong case',
    'x.map.yaml',
    inTrigger('    ifonmap: ignore\n    scope: anyone\n'),
    inTrigger('    ifOnMap: ignore\n    scope: anyone\n'),
  ],
  [
    'MW203',
    'a misspelt key beside the right one',
    'x.map.yaml',
    inTrigger('    once: true\n    onec: true\n'),
    undefined,
  ],
  [
    'MW204',
    'a misspelt value',
    'x.map.yaml',
    inTrigger('    scope: anyoen\n'),
    inTrigger('    scope: anyone\n'),
  ],
  [
    'MW207',
    'a misspelt kind of step',
    'x.map.yaml',
    inSteps('      - emial: welcome\n'),
    inSteps('      - email: welcome\n'),
  ],
  [
    'MW302',
    'a misspelt email',
    'x.map.yaml',
    inSteps("      - email: 'welcom'\n"),
    inSteps("      - email: 'welcome'\n"),
  ],
  ['MW302', 'an email that nothing is near', 'x.map.yaml', inSteps('      - email: goodbye\n'), undefined],
  [
    'MW304',
    'a misspelt team',
    'x.map.yaml',
    inSteps('      - notify: { team: partner-mangers, email: new-partner }\n'),
    inSteps('      - notify: { team: partner-managers, email: new-partner }\n'),
  ],
  [
    'MW305',
    'a misspelt program',
    'x.map.yaml',
    'map: x\nprogram: mian\ntriggers: { a: { on: added } }\n',
    inMap('triggers: { a: { on: added } }\n'),
  ],
  [
    'MW306',
    'a misspelt field',
    'x.map.yaml',
    inTrigger('milestones:\n  m: { field: totalSale, at: [1], steps: [] }\n'),
    inTrigger('milestones:\n  m: { field: totalSales, at: [1], steps: [] }\n'),
  ],
  [
    'MW307',
    'a misspelt step',
    'x.map.yaml',
    inSteps('      - { id: active, end: true }\n  b: { on: login-used, scope: { parkedAt: [activ] } }\n'),
    inSteps('      - { id: active, end: true }\n  b: { on: login-used, scope: { parkedAt: [active] } }\n'),
  ],
  [
    'MW311',
    'a duration without its unit spelt out',
    'x.map.yaml',
    inTrigger('    reentry: { cooldown: 3d }\n'),
    inTrigger('    reentry: { cooldown: 3 days }\n'),
  ],
  ['MW311', 'minutes or months', 'x.map.yaml', inTrigger('    reentry: { cooldown: 3m }\n'), undefined],
  [
    'MW325',
    'a currency in small letters',
    'main.program.yaml',
    'program: main\ncurrency: usd\nsignUpForm: { id: partner-sign-up, fields: [email] }\n',
    'program: main\ncurrency: USD\nsignUpForm: { id: partner-sign-up, fields: [email] }\n',
  ],
  [
    'MW325',
    'a misspelt time zone',
    'main.program.yaml',
    'program: main\ncurrency: USD\ntimeZone: Europe/Lodnon\nsignUpForm: { id: partner-sign-up, fields: [email] }\n',
    'program: main\ncurrency: USD\ntimeZone: Europe/London\nsignUpForm: { id: partner-sign-up, fields: [email] }\n',
  ],
  [
    'MW402',
    'a misspelt attribute',
    'x.map.yaml',
    inTrigger("    where: contact.fristName == 'Ada'\n"),
    inTrigger("    where: contact.firstName == 'Ada'\n"),
  ],
  [
    'MW402',
    'a misspelt attribute in folded text',
    'x.map.yaml',
    inTrigger("    where: >\n      contact.fristName\n      == 'Ada'\n"),
    undefined,
  ],
  [
    'MW412',
    'a misspelt merge field',
    'emails/a.email.md',
    inEmail('Hello {{contact.fristName}}'),
    inEmail('Hello {{contact.firstName}}'),
  ],
  [
    'MW412',
    'a merge field without what it is of',
    'emails/a.email.md',
    inEmail('Hello {{firstName}}'),
    inEmail('Hello {{contact.firstName}}'),
  ],
  [
    'MW414',
    'a misspelt helper',
    'emails/a.email.md',
    inEmail('Hello {{defualt contact.firstName "you"}}'),
    inEmail('Hello {{default contact.firstName "you"}}'),
  ],
];

describe('a fix is made where it is certain, and it mends', () => {
  test.each(cases)('%s: %s', async (code, _what, file, before, after) => {
    const files = { ...baseFiles(), [file]: before };
    expect((await compileFiles(files)).diagnostics.map((one) => one.code)).toEqual([code]);
    const { checked, edited, leftAlone } = await fixFiles(files);
    expect(edited.get(`maps/${file}`)).toBe(after);
    expect(leftAlone).toEqual([]);
    expect(checked.diagnostics.map((one) => one.code)).toEqual(after === undefined ? [code] : []);
  });

  test('in a file with Windows line ends, which stay', async () => {
    const before = inTrigger('    onec: true\n    steps: [{ email: welcom }]\n').replaceAll('\n', '\r\n');
    const { checked, edited } = await fixFiles({ ...baseFiles(), 'x.map.yaml': before });
    expect(edited.get('maps/x.map.yaml')).toBe(before.replace('onec', 'once').replace('welcom', 'welcome'));
    expect(checked.diagnostics).toEqual([]);
  });
});

const errorsOf = (all: readonly Diagnostic[]) => all.filter(({ severity }) => severity === 'error').length;

describe('fixing a fixture', () => {
  const names = fixtureNames().filter((name) => filesOf(name) !== undefined);

  test.each(names)('%s: what was fixed is gone, and no file is worse', async (name) => {
    const files = filesOf(name) ?? {};
    const before = await compileFiles(files);
    const { checked, fixed, leftAlone } = await fixFiles(files);
    const after = checked.diagnostics;
    expect(leftAlone).toEqual([]);
    expect(after.filter((one) => one.fixes.length > 0)).toEqual([]);
    expect(errorsOf(after)).toBeLessThanOrEqual(errorsOf(before.diagnostics));
    expect(fixed.length > 0).toBe(before.diagnostics.some(({ fixes }) => fixes.length > 0));
  });
});
