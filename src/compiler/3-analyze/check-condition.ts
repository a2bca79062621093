import { diagnostic, type Place } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { listed, listedNear, suggestion } from '../../diagnostics/suggest.ts';
import type { FieldType } from '../../program/program.ts';
import { celTypeInWords, syntaxProblem } from './cel-words.ts';
import { decimalsProblem, notAmong, type ValueProblem } from './expression-values.ts';
import { pathOf, resultsOf, type CelNode } from './expression-tree.ts';
import { textPlace } from './text-place.ts';
import type { Checked, ExpressionProblem } from './expressions.ts';
import { forThose, type Known } from './known.ts';
import { operatorMeant } from './operator-meant.ts';
import { tooManyDecimals } from './field-values.ts';
import { typeInWords, type Field } from './fields.ts';
import { currencyOfField, type MapContext } from './map-context.ts';
import { mayBeMissing } from './sources.ts';

type Typed = Exclude<Checked, { problem: ExpressionProblem }>;

/** Checks the condition under `key`, if there is one, for every way in which a place can have come here. */
export function checkCondition(
  context: MapContext,
  container: object,
  key: string,
  known: readonly Known[],
): void {
  checkExpression(context, container, key, known, ({ type, tree }, cel) => {
    if (type === 'bool' || type === 'dyn') return undefined;
    const example = `${pathOf(tree) ? cel.trim() : 'contact.numberOfSales'} ${COMPARED[type] ?? '> 0'}`;
    const place = textPlace(context.doc.file, container, key, { start: 0, end: cel.length });
    return diagnostic('MW404', { type: celTypeInWords(type), example }, place);
  });
}

/** Checks an expression that yields a value: for a field, as a key to remember, or to be sent. */
export function checkValueExpression(
  context: MapContext,
  container: object,
  key: string,
  known: readonly Known[],
  expected: Field | 'key' | 'any',
): void {
  checkExpression(context, container, key, known, ({ type, tree }, cel) => {
    const answer = typeof expected === 'object' ? answerProblem(tree, cel, expected, context) : undefined;
    if (answer) return explain(context, container, key, answer, '');
    const allowed =
      typeof expected === 'object' ? ASSIGNABLE[expected.type] : expected === 'key' ? KEYS : undefined;
    if (type === 'dyn' || !allowed || allowed.includes(type)) return undefined;
    const place = textPlace(context.doc.file, container, key, { start: 0, end: cel.length });
    const wanted =
      typeof expected === 'object' ? typeInWords(expected.type) : 'a text, a number or an instant';
    const what = typeof expected === 'object' ? `\`${expected.name}\`` : `\`${key}\``;
    return diagnostic('MW405', { what, wanted, type: celTypeInWords(type) }, place);
  });
}

function checkExpression(
  context: MapContext,
  container: object,
  key: string,
  known: readonly Known[],
  judge: (checked: Typed, cel: string) => Diagnostic | undefined,
): void {
  const cel = (container as Record<string, unknown>)[key];
  if (typeof cel !== 'string') return;
  const ways = distinct(known).map((way) => ({ way, checked: checkedFor(way, cel, context) }));
  const wrong = ways.filter(({ checked }) => 'problem' in checked);
  for (const { way, checked } of ways) {
    if ('problem' in checked) {
      // What is wrong for all has nothing to do with how they have come.
      const when = whenWrong(checked.problem, way, known, wrong.length < ways.length);
      const found = explain(context, container, key, checked.problem, when);
      if (found) context.report(found);
      return;
    }
    for (const field of checked.reads) context.reads.add(field);
    const judged = judge(checked, cel);
    if (judged) return context.report(judged);
  }
}

/** A value that an expression answers as it is written, and that the field can never have. */
function answerProblem(
  tree: CelNode,
  text: string,
  field: Field,
  context: MapContext,
): ValueProblem | undefined {
  const currency = field.type === 'money' ? currencyOfField(field, context) : undefined;
  for (const result of resultsOf(tree)) {
    const found = currency
      ? decimalsProblem(result, currency, text)
      : notAmong(result, field.name, field.values);
    if (found) return found;
  }
  return undefined;
}

/** For whom an expression is wrong; nothing when it is for all. */
function whenWrong(
  problem: ExpressionProblem,
  way: Known,
  known: readonly Known[],
  isForSome: boolean,
): string {
  const name = problem.problem === 'unknown' ? problem.name : '';
  if (name.startsWith('calls.')) return forThose(way, name.split('.').slice(0, 2).join('.'), known);
  return isForSome ? ` for those who come by ${way.from}` : '';
}

/** Of ways that bring the same along one is enough. */
function distinct(known: readonly Known[]): Known[] {
  const seen = new Map<Known['event'], Known['calls'][]>();
  return known.filter(({ event, calls }) => {
    const others = seen.get(event) ?? [];
    seen.set(event, [...others, calls]);
    return !others.includes(calls);
  });
}

function checkedFor(
  { event, calls }: Known,
  cel: string,
  { doc, expressions, currency }: MapContext,
): Checked {
  return expressions(cel, { hasProgram: doc.value.program !== undefined, event, calls, currency });
}

function explain(
  context: MapContext,
  container: object,
  key: string,
  found: ExpressionProblem,
  when: string,
): Diagnostic | undefined {
  const place = textPlace(context.doc.file, container, key, found);
  switch (found.problem) {
    case 'syntax': {
      const cel = String((container as Record<string, unknown>)[key]);
      const hint = operatorMeant(cel, found.start) ?? CHECK_SYNTAX;
      return diagnostic('MW401', { problem: syntaxProblem(found.text, cel, found.start), hint }, place);
    }
    case 'types':
      return diagnostic('MW403', { problem: found.text, when }, place);
    case 'no-program':
      context.needsProgram(`\`contact.${found.name}\``, place);
      return undefined;
    case 'value': {
      const near = suggestion(found.value, found.allowed);
      const args = { value: found.value, what: `\`${found.name}\``, allowed: listed(found.allowed) };
      return diagnostic('MW204', { ...args, suggestion: near }, place);
    }
    case 'decimals':
      return tooManyDecimals(found.literal, found.currency, place);
    case 'currencies':
      return diagnostic('MW406', { left: found.left, right: found.right }, place);
    case 'zone':
      return diagnostic('MW407', { function: found.text }, place);
    case 'time':
      return diagnostic('MW408', { text: found.text, wanted: found.wanted, example: found.example }, place);
    case 'unknown':
      return unknownName(found, when, place, context);
  }
}

function unknownName(
  { name, known }: Extract<ExpressionProblem, { problem: 'unknown' }>,
  when: string,
  place: Place,
  { doc, flow, sources }: MapContext,
): Diagnostic | undefined {
  const [root, call = ''] = name.split('.');
  if (root === 'contact' && mayBeMissing(sources, 'contact')) return undefined;
  if (root === 'calls' && !known.some((one) => one.startsWith('calls.'))) {
    // The step with this name may be what is missing.
    if (doc.file.gaps) return undefined;
    const isAnswer = [...flow.nodes.keys()].some(
      ({ step }) => typeof step !== 'string' && 'call' in step && step.call.as === call,
    );
    const hint = isAnswer ? WHERE_ANSWERED : `No \`call\` step of this map has \`as: ${call}\`.`;
    return diagnostic('MW402', { name, when, known: hint, suggestion: '' }, place);
  }
  const sees = `Known: ${listedNear(name, known)}.`;
  const nothing =
    root === 'event' && name === 'event' ? `No event that carries anything leads here. ${sees}` : sees;
  return diagnostic('MW402', { name, when, known: nothing, suggestion: suggestion(name, known) }, place);
}

const CHECK_SYNTAX = 'Check parentheses, quotes and operators (`&&`, `||`, `!`, `==`).';

const WHERE_ANSWERED =
  'An answer is known behind its `call` step, on every way that leads here, and not where the call failed.';

const KEYS: readonly string[] = ['string', 'int', 'double', 'bool', 'Money', 'google.protobuf.Timestamp'];

const ASSIGNABLE: Readonly<Record<FieldType, readonly string[]>> = {
  string: ['string'],
  integer: ['int'],
  decimal: ['double', 'int'],
  money: ['Money', 'int', 'double'],
  boolean: ['bool'],
  instant: ['google.protobuf.Timestamp'],
  date: ['string'],
  list: ['list<string>'],
};

/** How a value of a type becomes a condition. */
const COMPARED: Readonly<Record<string, string>> = {
  string: "== 'a text'",
  Money: '>= 1000',
  'google.protobuf.Timestamp': "< now - duration('720h')",
  'list<string>': '.size() > 0',
};
