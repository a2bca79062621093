import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { listedNear, suggestion } from '../../diagnostics/suggest.ts';
import type { EventShape } from '../../program/event-shapes.ts';
import { textPlace } from './text-place.ts';
import type { ExpressionProblem } from './expressions.ts';
import { tooManyDecimals } from './field-values.ts';
import type { MapContext } from './map-context.ts';
import { mayBeMissing } from './sources.ts';

/** Checks the condition under `key`, if there is one, against the contact and the event that led here. */
export function checkCondition(context: MapContext, container: object, key: string, event: EventShape): void {
  const cel = (container as Record<string, unknown>)[key];
  if (typeof cel !== 'string') return;
  const hasProgram = context.doc.value.program !== undefined;
  const digits = context.currency?.digits;
  const checked = context.expressions(cel, {
    hasProgram,
    event,
    ...(digits === undefined ? {} : { digits }),
  });
  if ('reads' in checked) {
    for (const field of checked.reads) context.reads.add(field);
    return;
  }
  const found = explain(context, container, key, checked.problem);
  if (found) context.report(found);
}

function explain(
  context: MapContext,
  container: object,
  key: string,
  found: ExpressionProblem,
): Diagnostic | undefined {
  const place = textPlace(context.doc.file, container, key, found);
  switch (found.problem) {
    case 'syntax':
      return diagnostic('MW401', { problem: lowerFirst(found.text) }, place);
    case 'types':
      return diagnostic('MW403', { problem: found.text }, place);
    case 'no-program':
      return diagnostic('MW320', { what: `\`contact.${found.name}\`` }, place);
    case 'decimals':
      return tooManyDecimals(found.literal, context.currency, '', place);
    case 'no-condition': {
      const example = EXAMPLES[found.type] ?? 'contact.numberOfSales > 0';
      return diagnostic('MW404', { type: TYPES[found.type] ?? found.type, example }, place);
    }
    case 'unknown': {
      if (found.name === 'contact.payoutReady') {
        return diagnostic('MW299', { key: found.name, instead: 'Payouts come with a later version.' }, place);
      }
      if (found.name.startsWith('contact.') && mayBeMissing(context.sources, 'contact')) return undefined;
      const args = {
        name: found.name,
        known: listedNear(found.name, found.known),
        suggestion: suggestion(found.name, found.known),
      };
      return diagnostic('MW402', args, place);
    }
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  double: 'a number',
  Money: 'an amount of money',
  'google.protobuf.Timestamp': 'an instant',
};

const EXAMPLES: Readonly<Record<string, string>> = {
  string: "contact.firstName == 'Ada'",
  Money: 'contact.totalSales >= 1000',
  'google.protobuf.Timestamp': "contact.approvedAt < now - duration('720h')",
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
