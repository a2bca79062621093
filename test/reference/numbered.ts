import { listsIn, type MapDocument, type Step } from './language.ts';

/**
 * Numbers all steps. A `since` counts from a step before it, in its own list or around that; a jump goes back to a wait
 * of its door's own list, and where there is none it parks.
 */
export function withIds(map: MapDocument): MapDocument {
  let count = 0;
  const number = (list: Step[]): void => {
    for (const step of list) {
      count += 1;
      step.id = `s${count}`;
      listsIn(step).forEach(number);
    }
  };
  // Through JSON, because a generated list may stand in two places.
  const copy = JSON.parse(JSON.stringify(map)) as MapDocument;
  const starts = [
    ...Object.values(copy.triggers).map(({ steps }) => steps),
    ...Object.values(copy.milestones ?? {}).flatMap(({ at, steps }) => [
      steps,
      ...at.flatMap((each) => (typeof each === 'number' ? [] : [each.steps])),
    ]),
  ];
  starts.forEach(number);
  for (const start of starts) {
    countFrom(start, undefined);
    aim(start, start);
  }
  return copy;
}

function countFrom(list: Step[], around: Step | undefined): void {
  let before = around;
  for (const step of list) {
    if ('waitFor' in step && step.waitFor.since !== undefined) {
      if (before) step.waitFor.since = before.id;
      else delete step.waitFor.since;
    }
    for (const inner of listsIn(step)) countFrom(inner, before);
    before = step;
  }
}

function aim(list: Step[], home: Step[]): void {
  for (const [index, step] of list.entries()) {
    for (const inner of listsIn(step)) aim(inner, home);
    if (!('goTo' in step)) continue;
    const wait = home.find((each) => 'wait' in each && typeof each.wait === 'string');
    list[index] = wait ? { id: step.id, goTo: wait.id } : { id: step.id, end: true };
  }
}
