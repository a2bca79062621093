import type { AnalyzedMap } from '../analyze-map.ts';
import { isGoal } from '../goals.ts';
import { allSteps, type Door, type StepNode } from '../step-tree.ts';
import { possibleSteps, sureSteps } from './at-once.ts';
import { heardBy, isHeard } from './listeners.ts';
import type { Played } from './play.ts';

/** What keeps a circle going. */
export interface Circle {
  /** The maps whose triggers open each other. */
  maps: ReadonlySet<AnalyzedMap>;
  played: Played;
}

/**
 * Whether something may end a circle of which only the author knows whether it does: a step with an `if` or in a path
 * that only some take, what is behind a trigger with `where` or `once`, a milestone, a goal, `exitWhen`.
 */
export function mayBeBroken(circle: Circle, maps: readonly AnalyzedMap[]): boolean {
  const { opened, doubtful, topics } = circle.played;
  const mayBreak = (node: StepNode, map: AnalyzedMap) => breaks(node, map, circle);
  for (const { map, door } of opened) {
    const sure = sureSteps(door.steps[0], map.flow);
    for (const node of stepsOf(door, map)) if (!sure.has(node) && mayBreak(node, map)) return true;
  }
  for (const { map, door } of doubtful)
    for (const node of stepsOf(door, map)) if (mayBreak(node, map)) return true;
  for (const map of maps) {
    for (const door of map.doors) {
      if (!topics.has(`field-updated ${door.milestone?.field}`)) continue;
      for (const node of stepsOf(door, map)) if (mayBreak(node, map)) return true;
    }
  }
  return [...circle.maps].some((map) => isMovedBy(map, topics) || excludesOthers(map, circle));
}

/** Whether a map takes contacts off another map of the circle: then perhaps nobody ever stands on both. */
function excludesOthers({ doors }: AnalyzedMap, { maps, played }: Circle): boolean {
  const opened = new Set([...played.opened].map(({ door }) => door));
  const others = doors.filter((door) => !opened.has(door)).flatMap(({ steps }) => [...allSteps(steps)]);
  const removed = others.flatMap(({ step }) =>
    typeof step !== 'string' && 'map' in step ? (step.map.remove ?? []) : [],
  );
  return [...maps].some(({ doc }) => removed.includes(doc.value.map));
}

function stepsOf({ steps }: Door, { flow }: AnalyzedMap): ReadonlySet<StepNode> {
  return possibleSteps(steps[0], flow);
}

/** Whether a step can change what the circle lives on. */
function breaks({ step, kind }: StepNode, map: AnalyzedMap, { maps, played: { topics } }: Circle): boolean {
  if (kind === 'exit') return maps.has(map);
  if (typeof step === 'string') return false;
  if ('set' in step) return Object.keys(step.set).some((field) => topics.has(`field-updated ${field}`));
  if ('map' in step) {
    const { add, remove, pause } = step.map;
    return [...maps].some(({ doc }) => [add, remove, pause].includes(doc.value.map));
  }
  const tags = 'tag' in step ? step.tag : 'untag' in step ? step.untag : [];
  return [tags].flat().some((tag) => topics.has(`tag-added ${tag}`) || topics.has(`tag-removed ${tag}`));
}

/** Whether a goal, or the condition to leave, takes the contact elsewhere because of what is raised. */
function isMovedBy({ doc, flow }: AnalyzedMap, topics: ReadonlySet<string>): boolean {
  const goals = [...flow.nodes.keys()].filter(isGoal);
  if (goals.some(({ step }) => isHeard(heardBy(step.goal, doc.value.map), topics))) return true;
  const { exitWhen = '' } = doc.value;
  return [...topics].some((topic) => {
    const [on = '', what = ''] = topic.split(' ');
    const field = on === 'field-updated' ? what : 'tags';
    return on !== 'added' && new RegExp(String.raw`\bcontact\.${field}\b`).test(exitWhen);
  });
}
