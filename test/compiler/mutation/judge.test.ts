import { describe, expect, test } from 'vitest';
import { fixedFiles } from './fixes.ts';
import { judgeOf, type Verdict } from './judge.ts';
import type { Mutant } from './mutant.ts';
import { project } from './project.ts';

const FILES = {
  'x.map.yaml':
    'map: x\nprogram: main\ntriggers:\n  seen:\n    on: form-submitted\n    steps: [{ email: hello }]\n',
  'main.program.yaml': 'program: main\ncurrency: USD\n',
  'sending.yaml': 'from: a@example.com\npostalAddress: Acme\n',
  'emails/hello.email.md': '---\nsubject: Hello\n---\nHello.\n',
};

/** Judges a map in which a piece of text is replaced. */
async function verdictOf(from: string, to: string, more: Partial<Mutant> = {}): Promise<Verdict> {
  const text = FILES['x.map.yaml'];
  const start = text.indexOf(from);
  const end = start + from.length;
  return judgeOf(project('x', FILES))({
    number: 0,
    kind: 'by hand',
    project: 'x',
    file: 'x.map.yaml',
    edits: [{ start, end, text: to }],
    node: { start, end },
    what: `${from} → ${to}`,
    expects: 'error',
    lost: [],
    ...more,
  });
}

describe('a verdict', () => {
  test('is `caught` with one diagnostic at its place, and sees the word that was meant', async () => {
    const verdict = await verdictOf('hello', 'helo', { meant: 'hello' });
    expect(verdict).toMatchObject({ outcome: 'caught', followOns: 0, suggested: true });
  });

  test('is `misplaced` when the diagnostic is about another line', async () => {
    const node = { start: 0, end: 3 };
    expect((await verdictOf('hello', 'helo', { node })).outcome).toBe('misplaced');
    expect((await verdictOf('hello', 'helo', { node, lost: ['helo'] })).outcome).toBe('caught');
  });

  test('is `missed` when nothing is said of what is surely wrong, and `changed` when it may be right', async () => {
    expect((await verdictOf('map: x', 'map: x\ntitle: X')).outcome).toBe('missed');
    expect((await verdictOf('map: x', 'map: x\ntitle: X', { expects: 'any' })).outcome).toBe('changed');
  });

  test('is `harmless` when it means the same, and a `false alarm` when that was to be and is not', async () => {
    expect((await verdictOf('[{ email: hello }]', '[ { email: "hello" } ]')).outcome).toBe('harmless');
    expect((await verdictOf('hello', 'helo', { expects: 'nothing' })).outcome).toBe('false alarm');
  });

  test('counts what is said beyond the mistakes that were made', async () => {
    const twice = {
      edits: [
        {
          start: FILES['x.map.yaml'].indexOf('form-submitted'),
          end: FILES['x.map.yaml'].indexOf('\n    steps'),
          text: 'form-submited',
        },
        {
          start: FILES['x.map.yaml'].indexOf('hello'),
          end: FILES['x.map.yaml'].indexOf(' }]'),
          text: 'helo',
        },
      ],
    };
    expect((await verdictOf('hello', '', twice)).followOns).toBe(1);
    expect((await verdictOf('hello', '', { ...twice, mistakes: 2 })).followOns).toBe(0);
  });
});

test('fixes are applied from the back of a file, the first one of each diagnostic', () => {
  const at = (line: number, from: number, to: number) => ({
    file: 'maps/a.yaml',
    start: { line, column: from },
    end: { line, column: to },
  });
  const diagnostic = (fixes: { title: string; text: string; line: number; from: number; to: number }[]) => ({
    code: 'MW203',
    severity: 'error' as const,
    message: '',
    hint: '',
    docs: '',
    related: [],
    ...at(1, 1, 1),
    fixes: fixes.map(({ title, text, line, from, to }) => ({ title, text, ...at(line, from, to) })),
  });
  const diagnostics = [
    diagnostic([{ title: 'a', text: 'one', line: 1, from: 1, to: 3 }]),
    diagnostic([
      { title: 'b', text: 'two', line: 2, from: 3, to: 6 },
      { title: 'c', text: 'never', line: 2, from: 3, to: 6 },
    ]),
  ];
  const sources = new Map([['maps/a.yaml', 'on\n- tow\n']]);
  const compilation = { diagnostics, notYet: [], maps: 0, sources };
  expect(fixedFiles(compilation, { 'a.yaml': 'on\n- tow\n' })).toEqual({ 'a.yaml': 'one\n- two\n' });
  expect(fixedFiles({ ...compilation, diagnostics: [] }, { 'a.yaml': '' })).toBeUndefined();
});
