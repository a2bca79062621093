import { expect, describe, test } from 'vitest';
import { diagramOf } from '../../src/diagram/diagram-of.ts';
import { mermaidIds, mermaidText, plainLine } from '../../src/diagram/mermaid-text.ts';
import { toMermaid } from '../../src/diagram/to-mermaid.ts';
import * as m from '../program/builders.ts';
import { everything, long } from './made-up-maps.ts';
import { referencePrograms } from './reference-programs.ts';

/*
 * Mermaid itself is not among the packages, so these tests hold the output to the part of its syntax that is used
 * here: lines of few forms, labels in quotes with every sign of meaning escaped, ids that are no reserved words.
 */
const ID = String.raw`n_\w+`;
const LABEL = String.raw`"(?:[^"\`*_~[\]|$%!\\&<>#]|#\d+;|<br/>|</?b>)*"`;
const FORMS = [
  /^---$/,
  /^config:$/,
  /^ {2}flowchart:$/,
  /^ {4}wrappingWidth: \d+$/,
  /^flowchart TD$/,
  /^ {2}acc(Title|Descr): [^#;%{}<>"]+$/,
  /^ {2}%% [^#;%{}<>"]+$/,
  new RegExp(String.raw`^ {2}${ID}(\(${LABEL}\)|\(\[${LABEL}\]\)|\{\{${LABEL}\}\}):::[a-z]+$`),
  new RegExp(String.raw`^ {2}${ID} (-->|-\.->)(\|${LABEL}\|)? ${ID}$`),
  /^ {2}classDef [a-z]+ [a-z-]+:[#\w ]+(,[a-z-]+:[#\w ]+)*$/,
  new RegExp(String.raw`^ {2}class ${ID}(,${ID})* [a-z]+$`),
];

const NASTY = [
  'end',
  'a "quoted" & <b>bold</b> #35; word',
  '- a list\n- of two',
  '*star* _under_ `code` ~~gone~~ [x](y) | $math$ %%{init: {}}%% !',
  'style:"x";',
  String.raw`A\B`,
];

function nasty() {
  const steps = m.path(...NASTY.map((title, index) => m.email(`mail-${index}`, { title })));
  return m.mapOf({
    title: 'A "title"; with %% and #',
    triggers: [m.door('end', { type: 'form-submitted', form: 'a"b' }, 'mail-0')],
    steps,
  });
}

test('the reference map', async () => {
  const [reference] = await referencePrograms();
  await expect(toMermaid(diagramOf(reference))).toMatchFileSnapshot('golden/partner-welcome.mmd');
});

describe('every line has a form that Mermaid knows', () => {
  test.each([everything(), long(60), nasty()])('$title', (program) => {
    const counts = { 'mail-0': 3, review: 1234 };
    const text = toMermaid(diagramOf(program, { counts, uncovered: new Set(['mail-1', 'ring']) }));
    const unknown = text
      .trimEnd()
      .split('\n')
      .filter((line) => !FORMS.some((form) => form.test(line)));
    expect(unknown).toEqual([]);
  });
});

test('each node is defined once, before the arrows, and has a class that is defined', () => {
  const text = toMermaid(diagramOf(everything()));
  const defined = [...text.matchAll(/^ {2}(n_\w+)[([{].*:::(\w+)$/gm)];
  const ids = defined.map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(text.lastIndexOf(':::')).toBeLessThan(text.indexOf('-->'));
  for (const [, , look] of defined) expect(text).toContain(`\n  classDef ${look} fill:`);
  for (const [, from, to] of text.matchAll(/^ {2}(n_\w+) -\S+ (n_\w+)$/gm)) {
    expect(ids).toEqual(expect.arrayContaining([from, to]));
  }
});

test('people and what no test reaches', () => {
  const text = toMermaid(diagramOf(long(2), { counts: { 'step-0': 1234 }, uncovered: new Set(['step-1']) }));
  expect(text).toContain('n_step_step_0("Email<br/><b>step-0</b><br/><b>1,234 here</b>"):::mail');
  expect(text).toContain('n_step_step_1("Email<br/><b>step-1</b><br/><b>not tested</b>"):::mail');
  expect(text).toMatch(/classDef uncovered .*\n {2}class n_step_step_1 uncovered\n/);
});

test.each([
  ['plain – words, 5,000 / 10,000 (a) at 09:00: fine', 'plain – words, 5,000 / 10,000 (a) at 09:00: fine'],
  ['"', '#34;'],
  ['#quot;', '#35;quot;'],
  ['<b>&amp;</b>', '#60;b#62;#38;amp;#60;/b#62;'],
  ['a_b*c`d~e', 'a#95;b#42;c#96;d#126;e'],
  ['[x](y)|$z$', '#91;x#93;(y)#124;#36;z#36;'],
  ['style:x', 'style#58;x'],
  ['two\n lines\t', 'two lines'],
])('escaping %j', (text, escaped) => expect(mermaidText(text)).toBe(escaped));

test('a line that knows no entities loses the signs', () => {
  expect(plainLine('A "title"; %% {x} # <b>\nmore')).toBe('A title x b more');
});

test('ids are stable words that no keyword is, unique also where only signs or cases differ', () => {
  expect([...mermaidIds(['end', 'step/a-b', 'step/a.b', 'step/A_B', 'graph']).values()]).toEqual([
    'n_end',
    'n_step_a_b',
    'n_step_a_b_2',
    'n_step_A_B_3',
    'n_graph',
  ]);
});
