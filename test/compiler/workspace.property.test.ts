import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceText } from '../../src/compiler/1-parse/source-text.ts';
import { emit } from '../../src/compiler/4-emit/emit.ts';
import { Workspace } from '../../src/compiler/compile-maps.ts';
import { baseFiles } from './fixture-cases.ts';

/** Texts that a file may have, by its path; the first ones fit together. Each is also now and then not there. */
const VARIANTS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'one.map.yaml': [
    `map: one\nprogram: main\ntriggers:\n  in:\n    on: form-submitted\n    steps:\n      - email: welcome\n      - map: { add: two }\n      - call: { activity: score, as: scored }\n      - email: called\n`,
    `map: one\ntriggers:\n  in: { on: form-submitted, form: elsewhere, steps: [{ id: a, wait: 1 day }, { email: called }] }\n`,
    `map: one\ntriggers:\n  in:\n    on: form-submitted\n    steps:\n      - call: { activity: score, as: scored }\n      - email: called\n`,
    `map: one\ntriggers:\n  in: { on: form-submitted, stps: [] }\n  more: { on: training-finished, where: event.course == 'a' }\n`,
    'map: [',
  ],
  'two.map.yaml': [
    `map: two\nprogram: main\ntriggers:\n  in: { on: added, steps: [{ email: welcome }, { id: stay, end: true }] }\n`,
    `map: one\nprogram: other\ntriggers:\n  in: { on: form-submitted, where: contact.tier == 'gold', steps: [] }\n`,
    `# mapwright-ignore MW301: for a reason\nmap: two\nprogram: main\ntriggers:\n  in:\n    on: field-updated\n    field: totalSales\n    # mapwright-ignore MW301: for a reason\n    equals: 5\n    scope: anyone\n`,
  ],
  'other.program.yaml': [
    `program: other\ncurrency: JPY\ntimeZone: UTC\nlocale: en\nsignUpForm: { id: elsewhere, fields: [email] }\n`,
    `program: other\ncurrency: USDD\n`,
  ],
  'contact.yaml': [
    `fields:\n  website: { type: url }\n  tier: { type: enum, values: [gold] }\n`,
    `fields:\n  tier: { type: strng }\n`,
    `fields: {}\n`,
  ],
  'events.yaml': [`events:\n  training-finished: { data: { course: { type: string } } }\n`, 'events: {}\n'],
  'activities.yaml': [
    `activities:\n  score: { output: { points: { type: integer } } }\n`,
    `activities:\n  score: { output: { marks: { type: integer } } }\n`,
  ],
  'sending.yaml': [`from: kim@example.com\npostalAddress: London\n`, `from: nobody\n`],
  'emails/welcome.email.md': [
    `---\nsubject: Hello {{contact.tier}}\n---\n{{program.title}}\n`,
    `---\nsubject: Hello\n---\n{{sale.amount}} {{nothing}}\n`,
  ],
  'emails/called.email.md': [`---\nsubject: Hello\n---\n{{calls.scored.points}}\n`],
  'emails/layout.mjml': ['<mjml>{{body}}</mjml>', '<mjml></mjml>'],
  'scenarios/a.scenario.yaml': [
    `scenario: a\nmap: two\nstart: 2026-01-05T09:00:00Z\ncontact: { email: a@example.com }\ntimeline: [{ sale: { id: s, amount: 1.5 } }]\nexpect: { standsAt: [stay] }\n`,
    `scenario: a\nmap: [one, two]\nstart: 2026-01-05T09:00:00Z\ncontact: { email: a@example.com, tier: gold }\ntimeline: [{ submit: elsewhere }]\n`,
  ],
  'stray.yaml': [undefined, 'x: 1\n'],
};

/** A folder to begin with: of each file one of its texts, or none; mostly the one that fits. */
const beginnings = fc.record(
  Object.fromEntries(
    Object.entries(VARIANTS).map(([path, texts]) => [
      path,
      fc.oneof(
        { weight: 9, arbitrary: fc.constant(texts[0]) },
        { weight: 1, arbitrary: fc.constantFrom(undefined, ...texts) },
      ),
    ]),
  ),
);

const edits = fc.constantFrom(
  ...Object.entries(VARIANTS).flatMap(([path, texts]) =>
    [undefined, ...texts].map((text) => ({ path, text })),
  ),
);

/** The same bytes in new objects, as if read from the disk again. */
function sourcesOf(files: ReadonlyMap<string, string>): SourceText[] {
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => ({ path: `maps/${path}`, bytes: new TextEncoder().encode(text) }));
}

/** All that a check has found, and what is emitted where nothing is wrong. */
function outcomeOf(workspace: Workspace, files: ReadonlyMap<string, string>): object {
  const { analysis, sources, ...check } = workspace.check(sourcesOf(files));
  const failed = check.diagnostics.some(({ severity }) => severity === 'error');
  return { ...check, sources: [...sources], ...(failed ? {} : { output: emit(analysis) }) };
}

test('after any edits a workspace finds what a new one does', () => {
  const decoder = new TextDecoder();
  const base = Object.entries(baseFiles()).map(([path, bytes]) => [path, decoder.decode(bytes)] as const);
  let clean = 0;
  fc.assert(
    fc.property(beginnings, fc.array(edits, { minLength: 1, maxLength: 8 }), (beginning, sequence) => {
      const files = new Map<string, string>(base);
      const workspace = new Workspace('maps');
      const first = Object.entries(beginning).map(([path, text]) => ({ path, text }));
      for (const several of [first, ...sequence.map((edit) => [edit])]) {
        for (const { path, text } of several) {
          if (text === undefined) files.delete(path);
          else files.set(path, text);
        }
        const outcome = outcomeOf(workspace, files);
        expect(outcome).toEqual(outcomeOf(new Workspace('maps'), files));
        if ('output' in outcome) clean += 1;
      }
    }),
    { numRuns: 300 },
  );
  expect(clean).toBeGreaterThan(50);
});
