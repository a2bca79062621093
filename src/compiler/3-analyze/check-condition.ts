import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { listedNear, suggestion } from '../../diagnostics/suggest.ts';
import type { FieldType } from '../../program/program.ts';
import { textPlace } from './text-place.ts';
import type { Checked, ExpressionProblem } from './expressions.ts';
import type { Known } from './known.ts';
import { tooManyDecimals } from './field-values.ts';
import { typeInWords, type Field } from './fields.ts';
import { readField, type MapContext } from './map-context.ts';
import { mayBeMissing } from './sources.ts';

type Typed = Exclude<Checked, { problem: ExpressionProblem }>;

/** What can be known without any event having come: of contacts alone. */
export const NOTHING_KNOWN: Known = { from: '', event: {}, merges: new Set(), calls: {}, added: false };

/** Checks the condition under `key`, if there is one, for every way in which a place can have come here. */
export function checkCondition(
  context: MapContext,
  container: object,
  key: string,
  known: readonly Known[],
): void {
  checkExpression(context, container, key, known, ({ type }, cel) => {
    if (type === 'bool' || type === 'dyn') return undefined;
    const example = EXAMPLES[type] ?? 'contact.numberOfSales > 0';
    const place = textPlace(context.doc.file, container, key, { start: 0, end: cel.length });
    return diagnostic('MW404', { type: CEL_IN_WORDS[type] ?? type, example }, place);
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
  checkExpression(context, container, key, known, ({ type }, cel) => {
    const allowed =
      typeof expected === 'object' ? ASSIGNABLE[expected.type] : expected === 'key' ? KEYS : undefined;
    if (type === 'dyn' || !allowed || allowed.includes(type)) return undefined;
    const place = textPlace(context.doc.file, container, key, { start: 0, end: cel.length });
    const wanted =
      typeof expected === 'object' ? typeInWords(expected.type) : 'a text, a number or an instant';
    const what = typeof expected === 'object' ? `\`${expected.name}\`` : `\`${key}\``;
    return diagnostic('MW405', { what, wanted, type: CEL_IN_WORDS[type] ?? type }, place);
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
  const hasProgram = context.doc.value.program !== undefined;
  for (const { event, calls, from } of known) {
    const checked = context.expressions(cel, { hasProgram, event, calls, currency: context.currency });
    if ('problem' in checked) {
      const when = known.length > 1 ? ` for those who come by ${from}` : '';
      const found = explain(context, container, key, checked.problem, when);
      if (found) context.report(found);
      return;
    }
    const place = textPlace(context.doc.file, container, key, { start: 0, end: cel.length });
    for (const field of checked.reads) readField(context, field, place);
    const judged = judge(checked, cel);
    if (judged) return context.report(judged);
  }
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
    case 'syntax':
      return diagnostic('MW401', { problem: lowerFirst(found.text) }, place);
    case 'types':
      return diagnostic('MW403', { problem: found.text, when }, place);
    case 'no-program':
      return diagnostic('MW320', { what: `\`contact.${found.name}\`` }, place);
    case 'decimals':
      return tooManyDecimals(found.literal, found.currency, '', place);
    case 'currencies':
      return diagnostic('MW406', { left: found.left, right: found.right }, place);
    case 'unknown': {
      if (found.name.startsWith('contact.') && mayBeMissing(context.sources, 'contact')) return undefined;
      const args = {
        name: found.name,
        when,
        known: listedNear(found.name, found.known),
        suggestion: suggestion(found.name, found.known),
      };
      return diagnostic('MW402', args, place);
    }
  }
}

const CEL_IN_WORDS: Readonly<Record<string, string>> = {
  bool: 'true or false',
  string: 'text',
  int: 'a whole number',
  double: 'a number',
  Money: 'an amount of money',
  'google.protobuf.Timestamp': 'an instant',
};

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

const EXAMPLES: Readonly<Record<string, string>> = {
  string: "contact.firstName == 'Ada'",
  Money: 'contact.totalSales >= 1000',
  'google.protobuf.Timestamp': "contact.approvedAt < now - duration('720h')",
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
