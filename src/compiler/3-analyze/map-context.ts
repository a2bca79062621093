import { diagnostic, type Place } from '../../diagnostics/catalog.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import type { MapDocument } from '../../language/map.generated.ts';
import type { EventShape } from '../../program/event-shapes.ts';
import type { Currency } from '../../program/program.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { currencyOf } from './currency.ts';
import type { Activity } from './declared-shapes.ts';
import type { ExpressionChecker } from './expressions.ts';
import type { Field, Fields } from './fields.ts';
import type { Flow } from './flow.ts';
import type { MergeFields } from './merge-fields.ts';
import { mayBeMissing, type Doc, type Report, type Sources } from './sources.ts';
import type { Templates } from './templates.ts';

/** What every check of a map may look at. */
export interface MapContext {
  doc: Doc<MapDocument>;
  sources: Sources;
  fields: Fields;
  templates: Templates;
  merge: MergeFields;
  expressions: ExpressionChecker;
  /** What custom events carry, by their names. */
  customEvents: ReadonlyMap<string, EventShape>;
  /** Activities of one's own, by name. */
  activities: ReadonlyMap<string, Activity>;
  flow: Flow;
  report: Report;
  /** Takes what is right, and what this version does not run. */
  later: Report;
  /** Of the map's partner program; absent without one. */
  currency?: Currency;
  /** Contact fields that the map reads; filled by the checks. */
  reads: Set<string>;
}

/** Resolves what a map's head names: its partner program and the currency of its thresholds. */
export function mapContext(
  doc: Doc<MapDocument>,
  flow: Flow,
  base: Omit<MapContext, 'doc' | 'flow' | 'currency' | 'reads'>,
): MapContext {
  const name = doc.value.program;
  const program = name === undefined ? undefined : base.sources.programs.get(name);
  if (name !== undefined && !program && base.sources.broken.program.size === 0) {
    const args = { name, suggestion: suggestion(name, base.sources.programs.keys()) };
    base.report(diagnostic('MW305', args, valuePlace(doc.file, doc.value, 'program')));
  }
  const currency = program && currencyOf(program.value.currency);
  return { ...base, doc, flow, reads: new Set(), ...(currency ? { currency } : {}) };
}

/** Finds a field that the map names, as a value or as a key, or says why there is none. */
export function fieldNamed(
  context: MapContext,
  container: object,
  key: string,
  as: 'value' | 'key' = 'value',
): Field | undefined {
  const name = as === 'key' ? key : String((container as Record<string, unknown>)[key]);
  const { doc, fields, sources, report } = context;
  const place = as === 'key' ? keyPlace(doc.file, container, key) : valuePlace(doc.file, container, key);
  const field = fields.get(name);
  if (!field) {
    if (!mayBeMissing(sources, 'contact')) {
      report(diagnostic('MW306', { name, suggestion: suggestion(name, fields.keys()) }, place));
    }
    return undefined;
  }
  if (field.of === 'enrolment' && doc.value.program === undefined) {
    report(diagnostic('MW320', { what: `\`${name}\`` }, place));
    return undefined;
  }
  readField(context, name, place);
  return field;
}

/** Notes that the map reads a field. */
export function readField({ reads, later }: MapContext, name: string, place: Place): void {
  reads.add(name);
  if (name === 'payoutReady') later(diagnostic('MW299', { key: name, instead: PAYOUTS }, place));
}

const PAYOUTS = 'Payouts come with a later version.';

/** The currency of a money field: its own, or the partner program's. */
export function currencyOfField(
  field: Field,
  { currency }: Pick<MapContext, 'currency'>,
): Currency | undefined {
  return field.currency ?? currency;
}
