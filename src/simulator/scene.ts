import type { Scenario } from '../language/scenario.generated.ts';
import type { Decision } from '../program/decide.ts';
import { fallingDue, type FallingDue } from '../program/due.ts';
import type { Programs } from '../program/program.ts';
import type { RunState } from '../program/run-state.ts';
import type { Instant } from '../program/time.ts';
import { nextOccurrence } from '../calendar/date-occurrences.ts';
import { resolveInstant } from '../calendar/resolve-instant.ts';
import { countHits, type Hits } from './coverage.ts';
import type { EmailLoader } from './email-loader.ts';
import { nextDue, recordDue } from './due.ts';
import { CONTACT_ID, zoneOf, type Facts } from './facts.ts';
import { fieldsBefore } from './field-snapshot.ts';
import { happenings } from './happenings.ts';
import { perform } from './perform.ts';
import type { Happening } from './report.ts';
import { SimulatedRun } from './simulated-run.ts';

/** What a scenario lets steps be answered. */
export type Answers = NonNullable<Scenario['answers']>;

/** All that a scenario plays with: the facts, the contact's run among them, and what has happened so far. */
export interface Scene {
  programs: Programs;
  facts: Facts;
  /** What of the maps depends on facts that fall due by the clock. */
  falling: FallingDue;
  run: SimulatedRun;
  /** How many of the facts' events the run has been told of. */
  delivered: number;
  email: EmailLoader;
  /** Mails are counted and not written. */
  countsOnly: boolean;
  /** How often the mail server will still refuse an email, by template, and whether because of the address. */
  mailFailures: Map<string, { times: number; permanent: boolean }>;
  /** How often an activity of one's own will still fail, by name. */
  activityFailures: Map<string, number>;
  /** What the world outside answers, by step. */
  answers: Answers;
  timeline: Happening[];
  /** How often the contact came to each part of the maps. */
  hits: Hits;
  /** Emails that could not be written, answers that the scenario lacks: mistakes of their authors, each in words. */
  mistakes: string[];
}

/** Sets the scene: nothing has happened yet, and the clock shows `start`. */
export function sceneOf(setting: {
  programs: Programs;
  facts: Facts;
  email: EmailLoader;
  countsOnly?: boolean | undefined;
  answers?: Answers;
  start: Instant;
  /** What earlier scenarios came to, to be counted on. */
  hits?: Hits;
}): Scene {
  const { programs, facts, email, start } = setting;
  const falling = fallingDue(Object.values(programs.programs), Object.keys(facts.settings.programs));
  const run = new SimulatedRun(programs, CONTACT_ID, start, {
    perform: (job) => perform(scene, job),
    resolve: (request) => resolveInstant(request, zoneOf(facts)),
    findDate: (request) => nextOccurrence(request, zoneOf(facts)) ?? null,
    fieldsBefore: (event) => fieldsBefore(facts, event),
    nextDue: () => nextDue({ facts, falling }),
    recordDue: () => recordDue(scene),
    watch: (before: RunState, decision: Decision) => {
      const told = happenings(programs, before, decision, run.now);
      countHits(scene.hits, decision, told);
      scene.timeline.push(...told);
    },
  });
  const scene: Scene = {
    programs,
    facts,
    falling,
    run,
    delivered: 0,
    email,
    countsOnly: setting.countsOnly ?? false,
    mailFailures: new Map(),
    activityFailures: new Map(),
    answers: setting.answers ?? {},
    timeline: [],
    hits: setting.hits ?? new Map(),
    mistakes: [],
  };
  return scene;
}
