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
    | 'sale-recorded'
    | 'commission-earned'
    | 'sale-refunded'
    | 'login-used'
    | 'field-updated';
  form?: 'partner-sign-up';
  kind?: 'first' | 'recurring';
  full?: true;
  field?: 'totalSales';
  equals?: number;
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
  | { wait: string }
  | { branch: { if: string; then: Step[]; else?: Step[] } }
  | { split: { weight: number; name: string; steps: Step[] }[] }
  | { fork: { paths: Record<string, Step[]>; join: 'all' | 'any' | 'none' } }
  | { waitFor: Match & { atMost?: string; otherwise?: Step[] } }
  | { goal: Match & { scope?: 'above' | 'on-map' | 'anyone'; wait?: boolean } }
  | { approve: Approve }
  | { goTo: string }
  | { end: true }
  | { exit: true }
);

interface OnFailure {
  retryFor?: string;
  then: 'park' | 'continue' | Step[];
}

interface Approve {
  by: string;
  remindEvery?: string;
  giveUpAfter?: string;
  rejected: Step[];
  expired?: Step[];
}

const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** "2 days" in milliseconds: in UTC, where every day is as long as any other. */
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
    return [];
  };
  return [...own(), ...(Array.isArray(then) ? [then] : [])];
}
