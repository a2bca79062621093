/** The part of the map language that the reference interpreter knows, as it stands in a map's file. */
export interface MapDocument {
  map: string;
  title: string;
  program: 'main';
  exitWhen?: string;
  triggers: Record<string, Trigger>;
  milestones?: Record<string, Milestones>;
}

/** What a door, a wait or a goal listens to. Amounts are whole units of the currency. */
export interface Match {
  on:
    | 'form-submitted'
    | 'added'
    | 'sale-recorded'
    | 'commission-earned'
    | 'sale-refunded'
    | 'login-used'
    | 'field-updated'
    | 'tag-added'
    | 'tag-removed';
  form?: 'partner-sign-up';
  kind?: 'first' | 'recurring';
  full?: true;
  tag?: string;
  field?: 'totalSales' | 'points' | 'tier';
  equals?: number | string;
  crosses?: number;
  crossesDown?: number;
  above?: number;
  below?: number;
  where?: string;
}

export interface Trigger extends Match {
  scope?: 'anyone' | 'on-map' | 'parked';
  ifOnMap?: 'ignore' | 'move' | 'add-again';
  once?: boolean;
  oncePer?: string;
  reentry?: 'always' | 'never' | { cooldown: string };
  /** Of a program's notice: as it stands in the program. */
  coalesce?: string;
  steps: Step[];
}

export interface Milestones {
  field: 'totalSales';
  at: (number | { value: number; steps: Step[] })[];
  scope?: 'anyone' | 'on-map' | 'parked';
  onJump: 'each' | 'highest' | 'digest';
  onRefund: 'keep' | 'rearm';
  backfill: 'silent' | 'send';
  steps: Step[];
}

export type Step = { id: string; if?: string; onFailure?: OnFailure } & (
  | { email: string }
  | { notify: { team: string; email: string } }
  | { grantLogin: { email: string } }
  | { revokeLogin: true }
  | { wait: string | Wait }
  | { branch: { if: string; then: Step[]; else?: Step[] } }
  | { split: { weight: number; name: string; steps: Step[] }[] }
  | { fork: { paths: Record<string, Step[]>; join: 'all' | 'any' | 'none' } }
  | { waitFor: Match & { atMost?: string; since?: string; otherwise?: Step[] } }
  | { goal: Match & { scope?: 'above' | 'on-map' | 'anyone'; wait?: boolean } }
  | { approve: Approve }
  | { task: Task }
  | { set: Record<string, string | number | { cel: string }> }
  | { tag: string[] }
  | { untag: string[] }
  | { map: { add: string } | { remove: string } }
  | { webhook: { url: string; body: Record<string, unknown>; success?: Step[]; failure?: Step[] } }
  | { call: { activity: string; input: Record<string, unknown>; as?: string } }
  | { goTo: string }
  | { end: true }
  | { exit: true }
);

/** The step as the kind that has this key. */
export type Of<Key extends string> = Extract<Step, Record<Key, unknown>>;

export interface Wait {
  for?: string;
  /** A date, or `ends`: the contact's field. */
  until?: string;
  offset?: string;
  at?: string;
  window?: { days?: string[]; from?: string; to?: string; zone?: string };
}

export interface OnFailure {
  retryFor?: string;
  then: 'park' | 'continue' | Step[];
}

/** How a team is asked. */
export interface Asking {
  by: string;
  remindEvery?: string;
  giveUpAfter?: string;
}

interface Approve extends Asking {
  rejected: Step[];
  expired?: Step[];
}

interface Task extends Asking {
  title: string;
  outcomes: Record<string, Step[]>;
}

const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** "-2 days" in milliseconds: in UTC, where every day is as long as any other. */
export function milliseconds(duration: string): number {
  const [count, unit = ''] = duration.split(' ');
  return Number(count) * (UNITS[unit.replace(/s$/, '')] ?? Number.NaN);
}

/** The lists of steps inside a step. */
export function listsIn(step: Step): Step[][] {
  const then = step.onFailure?.then;
  const own = (): Step[][] => {
    if ('branch' in step) return [step.branch.then, step.branch.else ?? []];
    if ('split' in step) return step.split.map(({ steps }) => steps);
    if ('fork' in step) return Object.values(step.fork.paths);
    if ('waitFor' in step) return [step.waitFor.otherwise ?? []];
    if ('approve' in step) return [step.approve.rejected, step.approve.expired ?? []];
    if ('task' in step) return Object.values(step.task.outcomes);
    if ('webhook' in step) return [step.webhook.success ?? [], step.webhook.failure ?? []];
    return [];
  };
  return [...own(), ...(Array.isArray(then) ? [then] : [])];
}

/** All steps of a list and of the lists inside it, in the order in which they are written. */
export function allIn(list: readonly Step[]): Step[] {
  return list.flatMap((step) => [step, ...listsIn(step).flatMap(allIn)]);
}
