import { diagnostic } from '../../diagnostics/catalog.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import type { MapDocument } from '../../language/map.generated.ts';
import type { Currency } from '../../program/program.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import { currencyOf } from './currency.ts';
import type { ExpressionChecker } from './expressions.ts';
import type { Field, Fields } from './fields.ts';
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
  report: Report;
  /** Of the map's partner program; absent without one. */
  currency?: Currency;
  /** Contact fields that the map reads; filled by the checks. */
  reads: Set<string>;
}

/** Resolves what a map's head names: its partner program and the currency of its thresholds. */
export function mapContext(
  doc: Doc<MapDocument>,
  base: Pick<MapContext, 'sources' | 'fields' | 'templates' | 'merge' | 'expressions' | 'report'>,
): MapContext {
  const name = doc.value.program;
  const program = name === undefined ? undefined : base.sources.programs.get(name);
  if (name !== undefined && !program && base.sources.broken.program.size === 0) {
    const args = { name, suggestion: suggestion(name, base.sources.programs.keys()) };
    base.report(diagnostic('MW305', args, valuePlace(doc.file, doc.value, 'program')));
  }
  const currency = program && currencyOf(program.value.currency);
  return { ...base, doc, reads: new Set(), ...(currency ? { currency } : {}) };
}

/** Finds a field that the map names, or says why there is none. */
export function fieldNamed(context: MapContext, container: object, key: string): Field | undefined {
  const name = String((container as Record<string, unknown>)[key]);
  const { doc, fields, sources, report } = context;
  const place = valuePlace(doc.file, container, key);
  const field = fields.get(name);
  if (!field) {
    if (name === 'payoutReady') report(diagnostic('MW299', { key: name, instead: LATER }, place));
    else if (!mayBeMissing(sources, 'contact')) {
      report(diagnostic('MW306', { name, suggestion: suggestion(name, fields.keys()) }, place));
    }
    return undefined;
  }
  if (field.of === 'enrolment' && doc.value.program === undefined) {
    report(diagnostic('MW320', { what: `\`${name}\`` }, place));
    return undefined;
  }
  context.reads.add(name);
  return field;
}

const LATER = 'Payouts come with a later version.';
