/** One thing that happened in a scenario. `at` is an RFC 3339 instant in UTC; the kinds are the published ones. */
export type Happening = { at: string } & (
  | { kind: 'entry'; entry: string; detail: string }
  | { kind: 'refused'; entry: string; code: string; reason: string }
  | { kind: 'trigger'; map: string; trigger: string }
  /** `value` in major units where the field is money. */
  | { kind: 'milestone'; map: string; milestone: string; value: number }
  | { kind: 'step'; map: string; step: string }
  | ({ kind: 'email' } & MailOrigin & SentMail)
  | { kind: 'activity-failed'; map: string; step: string; activity: string; message: string }
  | ({ kind: 'mail-failed'; message: string } & MailOrigin)
  | ({ kind: 'skipped'; why: string } & MailOrigin)
  /** A rule of sending.yaml holds the mail; it is asked for again at `until`. */
  | ({ kind: 'held'; why: string; until: string } & MailOrigin)
  | { kind: 'stuck'; map: string; step: string; reason: string }
  | { kind: 'left'; map: string }
);

/** Which mail, and the step that asked for it. */
export interface MailOrigin {
  map: string;
  step: string;
  template: string;
}

/** A mail as its readers got it. */
interface SentMail {
  /** Addresses, with commas between them. */
  to: string;
  /** There when it went to others than the contact: a team of `sending.yaml`, or an address. */
  team?: string;
  subject: string;
  /** The plain-text part. */
  text: string;
}

/** An expectation that did not come true: what was expected and what happened, a line for each thing. */
export interface Failure {
  message: string;
  expected: string[];
  happened: string[];
  /** Keys and indices that lead to the expectation in the scenario's file: `['expect', 'emails', 3]`. */
  path?: (string | number)[];
  /** What the scenario would have to say there for this to come true. */
  instead?: unknown;
}

/** What became of one scenario. */
export interface ScenarioReport {
  file: string;
  scenario: string;
  passed: boolean;
  timeline: Happening[];
  failures: Failure[];
}

/** What `mapwright test --format json` prints (cli.md, "Machine shapes"). */
export interface TestReport {
  scenarios: ScenarioReport[];
  coverage: Coverage;
}

/** What some scenario came to and what none did: of each kind, by map. */
export type Coverage = Record<CoveredKind, Record<string, { covered: string[]; uncovered: string[] }>>;

/** `outcomes`: the ways on from a step that has several; `milestones`: each threshold. */
export type CoveredKind = 'steps' | 'outcomes' | 'triggers' | 'milestones';
