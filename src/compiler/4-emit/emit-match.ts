import type { Currency, DateMatch, EventMatch, FieldLiteral } from '../../program/program.ts';
import { parseOffset } from '../../program/time.ts';
import type { Analysis } from '../3-analyze/analyze.ts';
import { eventTypeOf, type WrittenMatch } from '../3-analyze/event-shape.ts';
import { storedValue } from '../3-analyze/field-values.ts';
import { FIELD_TESTS } from '../3-analyze/trigger-defaults.ts';

type Written = WrittenMatch & Record<string, unknown>;

/** Keys that are written down as they are. */
const AS_WRITTEN = ['form', 'outcome', 'product', 'kind', 'full', 'tag', 'email', 'topic'] as const;

const MIDNIGHT = '00:00';

/** What a trigger, a `waitFor` or a `goal` listens to; `door` names it in its map: `trigger/<name>` or `step/<id>`. */
export function emitMatch(
  written: WrittenMatch,
  analysis: Analysis,
  currency: Currency | undefined,
  door: string,
): EventMatch {
  const match = written as Written;
  const type = eventTypeOf(match);
  const same = AS_WRITTEN.filter((key) => match[key] !== undefined).map((key) => [key, match[key]]);
  return {
    type,
    ...(type === 'custom' ? { name: match.on } : {}),
    ...(Object.fromEntries(same) as Pick<EventMatch, (typeof AS_WRITTEN)[number]>),
    ...(type === 'field-updated' ? emitTest(match, analysis, currency) : {}),
    ...(type === 'date-reached' ? { date: { door, ...dateOf(match) } } : {}),
    ...(match.where === undefined ? {} : { where: match.where }),
  };
}

function emitTest(match: Written, { fields }: Analysis, currency: Currency | undefined) {
  const op = FIELD_TESTS.find((test) => match[test] !== undefined) ?? 'equals';
  const field = fields.get(textOf(match.field) ?? '');
  const value = storedValue(match[op] as FieldLiteral, field?.type ?? 'string', field?.currency ?? currency);
  return { field: textOf(match.field) ?? '', test: { op, value: value ?? 0 } };
}

function dateOf(match: Written): Omit<DateMatch, 'door'> {
  const offset = parseOffset(textOf(match['offset']) ?? '');
  return {
    on:
      match.field === undefined
        ? { date: textOf(match['date']) ?? '' }
        : { field: textOf(match.field) ?? '' },
    ...(offset ? { offset } : {}),
    at: textOf(match['at']) ?? MIDNIGHT,
    ...(match['every'] === 'year' ? { every: 'year' as const } : {}),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
