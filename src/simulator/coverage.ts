import type { Decision } from '../program/decide.ts';
import type { Program } from '../program/program.ts';
import { linksOf } from '../program/step-links.ts';
import type { Step } from '../program/step-types.ts';
import { thresholdOf } from './happenings.ts';
import type { Coverage, CoveredKind, Happening } from './report.ts';

/** How often scenarios came to each part of the maps, by the part's key. */
export type Hits = Map<string, number>;

/** A part of a map that scenarios can come to. */
export interface MapPart {
  kind: CoveredKind;
  map: string;
  /** As reports name it: `review`, `review → rejected`, `signed-up`, `total-sales 5000`. */
  name: string;
  /** Under which `Hits` counts it. */
  key: string;
  /** The step, trigger or milestone set that it belongs to, by its name in the map. */
  of: string;
  /** An outcome: where it leads, null where the path runs out; absent for a step passed over by its `if`. */
  to?: string | null;
}

const KINDS: readonly CoveredKind[] = ['steps', 'outcomes', 'triggers', 'milestones'];

/** Counts what a decision came to. */
export function countHits(hits: Hits, { arrivals, ways }: Decision, told: readonly Happening[]): void {
  const hit = (key: string) => hits.set(key, (hits.get(key) ?? 0) + 1);
  for (const { map, step, skipped } of arrivals) hit(keyOf(map, skipped ? 'skipped' : 'step', step));
  for (const { map, from, to } of ways) hit(keyOf(map, 'way', from, to ?? ''));
  for (const one of told) {
    if (one.kind === 'trigger') hit(keyOf(one.map, 'trigger', one.trigger));
    if (one.kind === 'milestone') hit(keyOf(one.map, 'milestone', one.milestone, String(one.value)));
  }
}

/** Everything in a map that scenarios can come to, in the order of the map. */
export function partsOf(program: Program): MapPart[] {
  const { map, triggers, milestones, steps } = program;
  return [
    ...triggers.map(({ name }) => part('triggers', name, keyOf(map, 'trigger', name), name)),
    ...milestones.flatMap(({ name, at }) =>
      at.map(({ value }) => {
        const threshold = String(thresholdOf(program, name, value));
        return part('milestones', `${name} ${threshold}`, keyOf(map, 'milestone', name, threshold), name);
      }),
    ),
    ...Object.values(steps).flatMap((step) => [
      part('steps', step.id, keyOf(map, 'step', step.id), step.id),
      ...outcomesOf(map, step),
    ]),
  ];

  function part(kind: CoveredKind, name: string, key: string, of: string): MapPart {
    return { kind, map, name, key, of };
  }
}

/** What was come to and what was not. */
export function coverageOf(programs: readonly Program[], hits: Hits): Coverage {
  const of = (kind: CoveredKind) =>
    programs.map((program) => {
      const parts = partsOf(program).filter((part) => part.kind === kind);
      const names = (wanted: boolean) =>
        parts.filter(({ key }) => hits.has(key) === wanted).map(({ name }) => name);
      return [program.map, { covered: names(true), uncovered: names(false) }] as const;
    });
  return Object.fromEntries(KINDS.map((kind) => [kind, Object.fromEntries(of(kind))])) as Coverage;
}

/** The ways on from a step that has several; those that lead to the same step cannot be told apart, and are one. */
function outcomesOf(map: string, step: Step): MapPart[] {
  const outcome = (name: string, key: string, to?: string | null): MapPart => ({
    kind: 'outcomes',
    map,
    name: `${step.id} → ${name}`,
    key,
    of: step.id,
    ...(to === undefined ? {} : { to }),
  });
  const passedOver = step.if === undefined ? [] : [outcome('passed over', keyOf(map, 'skipped', step.id))];
  // Who comes to a fork takes all of its paths.
  const links = step.kind === 'fork' ? [] : linksOf(step);
  const byTarget = [...Map.groupBy(links, ({ to }) => to)];
  if (byTarget.length + passedOver.length < 2) return [];
  const ways = byTarget.map(([to, same]) =>
    outcome(
      same.map(({ name }) => wayName(step, name)).join(' or '),
      keyOf(map, 'way', step.id, to ?? ''),
      to,
    ),
  );
  return [...ways, ...passedOver];
}

/** What leads straight on, in the word of the step's kind. */
function wayName({ kind }: Step, name: string): string {
  if (name !== 'next') return name;
  return (
    { approve: 'approved', waitFor: 'happened', task: 'expired', branch: 'else' }[kind as string] ?? 'done'
  );
}

function keyOf(...words: string[]): string {
  return words.join('\t');
}
