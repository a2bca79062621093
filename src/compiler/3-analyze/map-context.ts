import { diagnostic, type Place } from '../../diagnostics/catalog.ts';
import type { Related } from '../../diagnostics/diagnostic.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import type { MapDocument } from '../../language/map.generated.ts';
import type { Currency } from '../../program/program.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { currencyOf } from './currency.ts';
import type { Activity } from './declared-shapes.ts';
import type { ExpressionChecker } from './expressions.ts';
import type { Field, Fields } from './fields.ts';
import type { Flow } from './flow.ts';
import type { MergeFields } from './merge-fields.ts';
import type { Shape } from './shape.ts';
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
  customEvents: ReadonlyMap<string, Shape>;
  /** Activities of one's own, by name. */
  activities: ReadonlyMap<string, Activity>;
  flow: Flow;
  report: Report;
  /** Of the map's partner program; absent without one. */
  currency?: Currency;
  /** Contact fields that the map reads; filled by the checks. */
  reads: Set<string>;
  /** What has been said of the map as a whole, and need not be said again. */
  told: Set<string>;
  /** Takes what only a map with a partner program has; a map without one is told once. */
  needsProgram: (what: string, place: Place, related?: Related[]) => void;
  /** What was taken so. */
  programNeeds: ProgramNeed[];
}

/** Something that belongs to a partner program, on a map that has none. */
interface ProgramNeed {
  what: string;
  place: Place;
  related: Related[];
}

/** Resolves what a map's head names: its partner program and the currency of its thresholds. */
export function mapContext(
  doc: Doc<MapDocument>,
  flow: Flow,
  base: Omit<MapContext, 'doc' | 'flow' | 'currency' | 'reads' | 'told' | 'needsProgram' | 'programNeeds'>,
): MapContext {
  const name = doc.value.program;
  const program = name === undefined ? undefined : base.sources.programs.get(name);
  if (name !== undefined && !program && base.sources.broken.program.size === 0) {
    const args = { name, suggestion: suggestion(name, base.sources.programs.keys()) };
    base.report(diagnostic('MW305', args, valuePlace(doc.file, doc.value, 'program')));
  }
  const currency = program && currencyOf(program.value.currency);
  const programNeeds: ProgramNeed[] = [];
  const needsProgram: MapContext['needsProgram'] = (what, place, related = []) =>
    programNeeds.push({ what, place, related });
  return {
    ...base,
    doc,
    flow,
    reads: new Set(),
    told: new Set(),
    needsProgram,
    programNeeds,
    ...(currency ? { currency } : {}),
  };
}

const MOST_RELATED = 3;

/** The missing program is one mistake, however much needs it. */
export function reportProgramNeeds({ programNeeds, doc, report }: MapContext): void {
  // What is missing may be the program.
  if (doc.file.gaps) return;
  const [first, ...others] = programNeeds.sort((a, b) => inFile(a.place, b.place));
  if (!first) return;
  const also = others
    .slice(0, MOST_RELATED)
    .map(({ what, place }) => ({ message: `${what}, too`, ...place }));
  report(diagnostic('MW320', { what: first.what }, first.place, { related: [...first.related, ...also] }));
}

function inFile({ start: a }: Place, { start: b }: Place): number {
  return a.line - b.line || a.column - b.column;
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
    context.needsProgram(`\`${name}\``, place);
    return undefined;
  }
  context.reads.add(name);
  return field;
}

/** The currency of a money field: its own, or the partner program's. */
export function currencyOfField(
  field: Field,
  { currency }: Pick<MapContext, 'currency'>,
): Currency | undefined {
  return field.currency ?? currency;
}
