import type { Program } from '../../program/program.ts';
import type { DeclaredValue, OwnField, PartnerProgram, Settings } from '../../program/settings.ts';
import type { Instant } from '../../program/time.ts';
import type { Reader } from './when.ts';

/** What the console calls things by: titles of programs, maps and steps, as of the current release. */
export interface Wordbook {
  now: Instant;
  program(name: string | undefined): PartnerProgram | undefined;
  /** All of them, by title. */
  programs: readonly PartnerProgram[];
  /** An own field of the contact. */
  field(name: string): OwnField | undefined;
  /** The map's title, or its name where the current release has no such map. */
  map(name: string): string;
  /** The partner program of a map; undefined where it has none, or the current release has no such map. */
  programOf(map: string): string | undefined;
  /** What an event of events.yaml carries; nothing where it is not declared (any more). */
  event(name: string): Readonly<Record<string, DeclaredValue>>;
  /** The step's title, or its id. */
  step(map: string, step: string): string;
  /** The topic's title, or its name where sending.yaml has it no more. */
  topic(name: string): string;
  /** Times are written as the partner program does: its teams share them. */
  reader(program: string | undefined): Reader;
  maps: readonly Program[];
}

/** The words of the current release. */
export function wordbook(settings: Settings, maps: readonly Program[], now: Instant): Wordbook {
  const program = (name: string | undefined): PartnerProgram | undefined =>
    name !== undefined && Object.hasOwn(settings.programs, name) ? settings.programs[name] : undefined;
  const mapOf = (name: string): Program | undefined => maps.find(({ map }) => map === name);
  return {
    now,
    program,
    programs: Object.values(settings.programs).sort((a, b) => a.title.localeCompare(b.title, 'en')),
    field: (name) => settings.fields?.[name],
    map: (name) => mapOf(name)?.title ?? name,
    programOf: (name) => mapOf(name)?.program,
    event: (name) => (Object.hasOwn(settings.events ?? {}, name) ? (settings.events?.[name] ?? {}) : {}),
    step: (map, step) => mapOf(map)?.steps[step]?.title ?? step,
    topic: (name) => settings.sending.topics?.[name]?.title ?? name,
    reader(name) {
      const { locale, timeZone } = program(name) ?? Object.values(settings.programs)[0] ?? {};
      return { locale: locale ?? 'en', timeZone: timeZone ?? 'UTC' };
    },
    maps,
  };
}
