import type { MapDocument, MilestoneBlock, Step, Trigger } from '../../language/map.generated.ts';
import { STEP_KINDS, type StepKindName } from '../../language/vocabulary.generated.ts';

/** A step with its id, and the paths inside it. */
export interface StepNode {
  id: string;
  /** Where the id comes from: the author, the email's name, or the step's place. */
  named: 'by-author' | 'by-email' | 'by-place';
  kind: StepKindName;
  step: Step;
  /** The list that holds the step; absent for an `exit` that is there by default. */
  source?: { list: Step[]; index: number };
  paths: Path[];
}

/** A list of steps inside a step, such as `then` or `rejected`. */
export interface Path {
  name: string;
  /** The condition of a branch's path. */
  when?: string;
  /** The mapping and key under which the path stands; absent for one that is there by default. */
  owner?: { container: object; key: string };
  steps: StepNode[];
}

/** A way onto the map: a trigger, or a milestone's threshold with steps of its own. */
export interface Door {
  kind: 'trigger' | 'milestone';
  name: string;
  trigger?: Trigger;
  milestone?: MilestoneBlock;
  /** Index in `at` when the steps are those of one threshold alone. */
  threshold?: number;
  steps: StepNode[];
}

/** All doors of a map in file order, with ids for every step. */
export function doorsOf(map: MapDocument): Door[] {
  const doors: Door[] = Object.entries(map.triggers).map(([name, trigger]) => ({
    kind: 'trigger',
    name,
    trigger,
    steps: nodesOf(trigger.steps ?? [], `${name}.steps`, name),
  }));
  for (const [name, milestone] of Object.entries(map.milestones ?? {})) {
    const parent = `milestones.${name}`;
    const base = { kind: 'milestone', name, milestone } as const;
    doors.push({ ...base, steps: nodesOf(milestone.steps ?? [], `${parent}.steps`, parent) });
    milestone.at.forEach((one, threshold) => {
      if (typeof one === 'number') return;
      doors.push({ ...base, threshold, steps: nodesOf(one.steps, `${parent}.at${threshold + 1}`, parent) });
    });
  }
  return doors;
}

/** Every step below some, each before those inside it. */
export function* allSteps(steps: readonly StepNode[]): Generator<StepNode> {
  for (const node of steps) {
    yield node;
    for (const path of node.paths) yield* allSteps(path.steps);
  }
}

function nodesOf(list: Step[], prefix: string, door: string): StepNode[] {
  return list.map((step, index) => {
    const kind = kindOf(step);
    const place = `${prefix}.${index + 1}`;
    const given = idOf(step, kind, place, door);
    return { ...given, kind, step, source: { list, index }, paths: pathsOf(step, given.id, door) };
  });
}

function kindOf(step: Step): StepKindName {
  if (typeof step === 'string') return step;
  const kind = STEP_KINDS.find((one) => Object.hasOwn(step, one));
  if (!kind) throw new Error('A step without a kind passed validation.');
  return kind;
}

function idOf(step: Step, kind: StepKindName, place: string, door: string): Pick<StepNode, 'id' | 'named'> {
  if (typeof step !== 'string' && step.id !== undefined) return { id: step.id, named: 'by-author' };
  if (kind === 'end') return { id: `${door}.end`, named: 'by-place' };
  const email = emailOf(step);
  return email === undefined ? { id: place, named: 'by-place' } : { id: email, named: 'by-email' };
}

/** The name of the email that an `email`, `notify` or `grantLogin` step sends. */
export function emailOf(step: Step): string | undefined {
  if (typeof step === 'string') return undefined;
  if ('email' in step) return typeof step.email === 'string' ? step.email : step.email.template;
  if ('notify' in step) return step.notify.email;
  return 'grantLogin' in step ? step.grantLogin.email : undefined;
}

function pathsOf(step: Step, id: string, door: string): Path[] {
  if (typeof step === 'string') return [];
  const path = (container: object, key: string, name: string, when?: string): Path => ({
    name,
    ...(when === undefined ? {} : { when }),
    owner: { container, key },
    steps: nodesOf((container as Record<string, Step[]>)[key] ?? [], `${id}.${name}`, door),
  });
  if ('approve' in step) {
    const { approve } = step;
    const orExit = (key: 'rejected' | 'expired') =>
      approve[key] ? path(approve, key, key) : exitPath(id, key);
    const canExpire = approve.giveUpAfter !== undefined || approve.expired !== undefined;
    return [orExit('rejected'), ...(canExpire ? [orExit('expired')] : [])];
  }
  if (!('branch' in step)) return [];
  const { branch } = step;
  if (!Array.isArray(branch)) {
    return [path(branch, 'then', 'then', branch.if), ...(branch.else ? [path(branch, 'else', 'else')] : [])];
  }
  return branch.map((one, index) =>
    'then' in one ? path(one, 'then', `then${index + 1}`, one.if) : path(one, 'else', 'else'),
  );
}

function exitPath(id: string, name: string): Path {
  return {
    name,
    steps: [{ id: `${id}.${name}.1`, named: 'by-place', kind: 'exit', step: 'exit', paths: [] }],
  };
}

/** Whether a path always leaves the map or parks, whatever its conditions say. */
export function alwaysEnds(steps: readonly StepNode[]): boolean {
  return steps.some(isEnd);
}

/** Whether nothing behind this step in its list is ever reached. */
export function isEnd(node: StepNode): boolean {
  if (typeof node.step !== 'string' && node.step.if !== undefined) return false;
  if (node.kind === 'exit' || node.kind === 'end') return true;
  if (node.kind !== 'branch') return false;
  return (
    node.paths.some(({ when }) => when === undefined) && node.paths.every(({ steps }) => alwaysEnds(steps))
  );
}
