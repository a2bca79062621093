import type { Program } from '../program/program.ts';
import type { StepKind } from '../program/step-types.ts';

/** Steps at which people stand: to put somebody there sends them no mail. */
const RESTS: readonly StepKind[] = ['approve', 'task', 'wait', 'waitFor', 'goal', 'end'];

/** At these a team is asked, by a mail for each who comes: nothing to be put at by the thousand. */
const ASKS: readonly StepKind[] = ['approve', 'task'];

/** A map that the current release does not have, in words; undefined when it is there. */
export function problemOfMap(map: string, maps: readonly Program[]): string | undefined {
  if (maps.some((one) => one.map === map)) return undefined;
  const names = maps.filter(({ kind }) => kind === 'map').map((one) => one.map);
  return `There is no map “${map}” in the current release. Its maps are ${names.join(', ')}.`;
}

/** Why nobody can be put at a step, in words; undefined when they can. `of`: many members of it are put there. */
export function problemOfPlace(
  { map, at }: { map: string; at: string },
  maps: readonly Program[],
  of?: string,
): string | undefined {
  const program = maps.find((one) => one.map === map);
  if (!program) return problemOfMap(map, maps);
  if (of !== undefined && program.program !== undefined && program.program !== of)
    return `“${map}” is a map of the partner program “${program.program}”, not of “${of}”.`;
  const closed = of === undefined ? [] : ASKS;
  const ends = program.triggers.map(({ name }) => `${name}.end`);
  const rests = Object.values(program.steps).filter(
    ({ kind }) => RESTS.includes(kind) && !closed.includes(kind),
  );
  const places = [...rests.map(({ id }) => id), ...ends];
  if (places.includes(at)) return undefined;
  return `${whyNotAt(program, at)}. People can be put at ${places.join(', ')}.`;
}

function whyNotAt({ map, steps }: Program, at: string): string {
  const kind = steps[at]?.kind;
  if (!kind) return `“${map}” has no step “${at}”`;
  return ASKS.includes(kind)
    ? `At “${at}” a team is asked, by a mail for each who comes`
    : `Nobody stands at “${at}”, and to go through it could send a mail`;
}
