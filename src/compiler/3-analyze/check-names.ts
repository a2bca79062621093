import { diagnostic, type DiagnosticCode } from '../../diagnostics/catalog.ts';
import { nearestOf, suggestion, type Suggestion } from '../../diagnostics/suggest.ts';
import type { WaitFor } from '../../language/map.generated.ts';
import { keyPlace, valuePlace, type ParsedFile } from '../1-parse/parsed-file.ts';
import { stepPlace } from './step-place.ts';
import type { MapContext } from './map-context.ts';
import { mayBeMissing, type Report } from './sources.ts';
import type { StepNode } from './step-tree.ts';

const ON_ARRIVAL = 'who has the value when they come here goes on at once, however long they have had it';

/** Codes that say "there is no … of this name". */
type NameCode = Extract<
  DiagnosticCode,
  'MW302' | 'MW303' | 'MW304' | 'MW305' | 'MW331' | 'MW333' | 'MW335' | 'MW356'
>;

/** A document, and where its problems go. */
interface Reporting {
  doc: { file: ParsedFile };
  report: Report;
}

/** Checks that what stands under `key` is one of `known`; `uncertain`: some may be missing because of another mistake. */
export function checkName(
  { doc, report }: Reporting,
  code: NameCode,
  container: object,
  key: string | number,
  known: readonly string[],
  uncertain: boolean,
): void {
  const name = String((container as Record<string | number, unknown>)[key]);
  if (uncertain || known.includes(name)) return;
  const place = valuePlace(doc.file, container, key);
  report(diagnostic(code, { name, suggestion: suggestion(name, known) || partOf(name, known) }, place));
}

/** `sale` for `sale-recorded`, `managers` for `partner-managers`: a name of which only a part was written. */
function partOf(word: string, known: readonly string[]): Suggestion | '' {
  const meant = known.find((one) => one.startsWith(`${word}-`) || one.endsWith(`-${word}`));
  return meant === undefined ? '' : { word, meant, certain: false };
}

/** A team of sending.yaml. */
export function checkTeam(context: MapContext, container: object, key: string | number): void {
  const { sources } = context;
  const teams = Object.keys(sources.sending?.value.teams ?? {});
  checkName(context, 'MW304', container, key, teams, mayBeMissing(sources, 'sending'));
}

/** Another map. */
export function checkMap(context: MapContext, container: object, key: string): void {
  const { maps } = context.sources;
  checkName(context, 'MW331', container, key, [...maps.keys()], mayBeMissing(context.sources, 'map'));
}

/** An email, by its name alone. */
export function checkEmailName(context: MapContext, container: object, key: string): void {
  const { emails, broken } = context.sources;
  checkName(context, 'MW302', container, key, [...emails.keys(), ...broken.email], false);
}

/** A topic of sending.yaml. */
export function checkTopic(
  context: Reporting & Pick<MapContext, 'sources'>,
  container: object,
  key: string,
): void {
  const { sources } = context;
  const topics = Object.keys(sources.sending?.value.topics ?? {});
  checkName(context, 'MW335', container, key, topics, mayBeMissing(sources, 'sending'));
}

/** The kind works only on a map with a partner program. */
export function checkHasProgram({ doc, needsProgram }: MapContext, node: StepNode): void {
  if (doc.value.program !== undefined) return;
  needsProgram(`\`${node.kind}\``, stepPlace(doc.file, node));
}

/** Checks that a step of this map is named; answers it. */
export function stepNamed(
  context: MapContext,
  container: object,
  key: string | number,
): StepNode | undefined {
  const { doc, flow, report } = context;
  const name = String((container as Record<string | number, unknown>)[key]);
  const found = flow.byId.get(name);
  if (!found && !doc.file.gaps && !isMisnamed(name, context)) {
    const args = {
      where: `the map \`${doc.value.map}\``,
      name,
      suggestion: suggestion(name, flow.byId.keys()),
    };
    report(diagnostic('MW307', args, valuePlace(doc.file, container, key)));
  }
  return found?.node;
}

/** Whether the id is nearly that of a step which takes it from an email or activity that is not there. */
function isMisnamed(name: string, { flow, sources, activities }: MapContext): boolean {
  const known = (id: string) => sources.emails.has(id) || sources.broken.email.has(id) || activities.has(id);
  const misnamed = [...flow.nodes.keys()].filter(({ named, id }) => named === 'by-content' && !known(id));
  return (
    nearestOf(
      name,
      misnamed.map(({ id }) => id),
    ) !== undefined
  );
}

/** `since` counts events from a step that comes before; a test of a field asks what it holds on arrival instead. */
export function checkSince(context: MapContext, waitFor: WaitFor, node: StepNode): void {
  const { doc, report } = context;
  const from = stepNamed(context, waitFor, 'since');
  if (!from) return;
  if (!leadsTo(from, node, context)) {
    const place = valuePlace(doc.file, waitFor, 'since');
    report(diagnostic('MW367', { since: from.id, step: node.id }, place));
  } else if (waitFor.on === 'field-updated') {
    report(diagnostic('MW345', { setting: 'since', why: ON_ARRIVAL }, keyPlace(doc.file, waitFor, 'since')));
  }
}

function leadsTo(from: StepNode, to: StepNode, { flow }: MapContext): boolean {
  const seen = new Set<StepNode>();
  const queue = [from];
  for (let node = queue.pop(); node; node = queue.pop()) {
    for (const way of flow.nodes.get(node)?.ways ?? []) {
      if (way.to === to) return true;
      if (!seen.has(way.to)) queue.push(way.to);
      seen.add(way.to);
    }
  }
  return false;
}
