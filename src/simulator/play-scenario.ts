import type { ScenarioSource } from '../compiler/compilation.ts';
import type { Scenario } from '../language/scenario.generated.ts';
import type { FieldValue } from '../program/events.ts';
import type { Program, Programs } from '../program/program.ts';
import type { Settings } from '../program/settings.ts';
import { addUtc, parseDuration, type Instant } from '../program/time.ts';
import type { Hits } from './coverage.ts';
import type { EmailLoader } from './email-loader.ts';
import { playEntry } from './entries.ts';
import { CONTACT_ID, RELEASE_SET, type ContactFacts } from './facts.ts';
import { sceneOf, type Scene } from './scene.ts';
import { heldValues } from './written-values.ts';

/** What scenarios are played with: a compilation's output, its emails rendered on demand. */
export interface Stage {
  programs: Program[];
  settings: Settings;
  email: EmailLoader;
  /** Mails are counted and not written. */
  countsOnly?: true;
}

/**
 * Plays a scenario from its start to the instant of its last entry. Before each entry everything due by then is
 * done, and so it is at the end. An entry of the past is played at the instant that the clock shows.
 */
export async function playScenario(
  stage: Stage,
  { scenario }: Pick<ScenarioSource, 'scenario'>,
  hits: Hits = new Map(),
): Promise<Scene> {
  const scene = sceneOfScenario(stage, scenario, hits);
  for (const entry of scenario.timeline) {
    await scene.run.passTo(instantOf(entry, scene.run.now));
    await playEntry(scene, entry);
  }
  return scene;
}

/** The scene at a scenario's start, before anything has happened. */
export function sceneOfScenario(
  stage: Stage,
  scenario: Pick<Scenario, 'answers' | 'contact' | 'map' | 'start'>,
  hits: Hits = new Map(),
): Scene {
  return sceneOf({
    programs: programsOf(stage.programs, mapsOf(scenario)),
    facts: {
      settings: stage.settings,
      contact: contactOf(scenario, stage.settings),
      enrolments: {},
      ledger: [],
      approvals: [],
      tasks: [],
      logins: [],
      consents: new Map(),
      suppressed: new Set(),
      mails: [],
      holds: new Map(),
      payableTold: new Set(),
      datesToldUntil: Date.parse(scenario.start),
      events: [],
    },
    email: stage.email,
    countsOnly: stage.countsOnly,
    ...(scenario.answers ? { answers: scenario.answers } : {}),
    start: Date.parse(scenario.start),
    hits,
  });
}

/** The maps that take part, as a list. */
export function mapsOf({ map }: Pick<Scenario, 'map'>): string[] {
  return typeof map === 'string' ? [map] : map;
}

/** `after` counts from the entry before; without either an entry follows at once. Days are those of UTC. */
export function instantOf({ after, at }: { after?: string; at?: string }, now: Instant): Instant {
  if (at !== undefined) return Date.parse(at);
  const duration = after === undefined ? {} : parseDuration(after);
  if (!duration) throw new Error(`The compiler let “${after}” pass as a duration.`);
  return addUtc(now, duration);
}

/** The named maps and the notices of their partner programs, as the only release set there is. */
export function programsOf(all: Program[], maps: string[]): Programs {
  const named = all.filter(({ map }) => maps.includes(map));
  const partnerPrograms = new Set(named.flatMap(({ program }) => program ?? []));
  const notices = all.filter(({ kind, program }) => kind === 'notices' && partnerPrograms.has(program ?? ''));
  const playing = [...named, ...notices].map((program) => [program.map, program] as const);
  return {
    sets: {
      [RELEASE_SET]: {
        id: RELEASE_SET,
        maps: Object.fromEntries(playing.map(([map]) => [map, map])),
        settings: '',
      },
    },
    programs: Object.fromEntries(playing),
  };
}

function contactOf({ contact }: Pick<Scenario, 'contact'>, settings: Settings): ContactFacts {
  const { email, firstName, lastName, timeZone, locale, ...fields } = contact;
  return {
    id: CONTACT_ID,
    email: email.trim().toLowerCase(),
    firstName: firstName ?? null,
    lastName: lastName ?? null,
    timeZone: timeZone ?? null,
    locale: locale ?? null,
    fields: heldValues(settings, fields as Record<string, FieldValue>),
    tags: [],
    known: false,
  };
}
