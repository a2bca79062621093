import { resolve } from 'node:path';
import { compileMaps } from '../../compiler/compile-maps.ts';
import type { Compilation } from '../../compiler/compilation.ts';
import { renderHuman } from '../../diagnostics/render-human.ts';
import { renderJson } from '../../diagnostics/render-json.ts';
import type { Scenario } from '../../language/scenario.generated.ts';
import { addUtc, parseDuration, type Instant } from '../../program/time.ts';
import { emailLoader } from '../../simulator/email-loader.ts';
import { playEntry } from '../../simulator/entries.ts';
import { instantOf, mapsOf, sceneOfScenario } from '../../simulator/play-scenario.ts';
import type { Scene } from '../../simulator/scene.ts';
import { say, type Format } from '../answer.ts';
import { EXIT, Stopped } from '../exit-codes.ts';
import { Playback } from '../simulation/playback.ts';
import { playTyped } from '../simulation/prompt.ts';
import { stateWords } from '../simulation/state-words.ts';
import { entryReader } from '../simulation/typed-entry.ts';
import { mapNamed } from './graph-map.ts';
import { paintFor } from '../test-report/paint.ts';

/** What `mapwright simulate` was asked for. */
export interface SimulateOptions {
  /** Folder of maps. */
  path: string;
  /** Name of the map; may be left out where a scenario says it, or there is only one. */
  map?: string;
  /** The scenario file to play; without it entries are typed. */
  scenario?: string;
  /** When it begins, where no scenario says it. */
  start: Instant;
  /** When it ends: an instant, or a duration since its start. Default: with the last entry. */
  until?: string;
  /** Virtual time per real time. */
  speed?: number;
  format: Format;
  color: boolean;
  width?: number;
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  write: (text: string) => void;
  /** Waits so many real milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
}

/** Plays a scenario, or what is typed, and tells the timeline as it happens. Answers the exit code. */
export async function runSimulate(options: SimulateOptions): Promise<number> {
  const { path, format, color, write, speed, pause } = options;
  const { diagnostics, maps, sources, output } = await compileMaps({ path, toRun: true });
  if (!output) {
    const report =
      format === 'json' ? renderJson(diagnostics, maps) : renderHuman(diagnostics, { maps, sources, color });
    write(report);
    return EXIT.failed;
  }
  const scenario = scenarioOf(options, output);
  const stage = { ...output, email: emailLoader(output.emails, output.settings.sending) };
  const scene = sceneOfScenario(stage, scenario);
  const playback = new Playback(scene, {
    paint: paintFor(color),
    pause,
    ...(format === 'json' ? {} : { write }),
    ...(speed === undefined ? {} : { speed }),
  });
  const failed = options.scenario === undefined ? await typed(scene, scenario, playback, options) : 0;
  await played(scene, scenario, playback, options.until);
  if (format === 'json') write(`${JSON.stringify(outcomeOf(scene), null, 2)}\n`);
  else stateWords(scene).forEach((line) => say(line));
  for (const mistake of new Set(scene.mistakes)) say(mistake);
  return failed > 0 || scene.mistakes.length > 0 ? EXIT.failed : EXIT.done;
}

/** The scenario to play; for typed entries one with an empty timeline. @throws Stopped */
function scenarioOf(
  { map, scenario: file, path, start }: SimulateOptions,
  { programs, scenarios }: NonNullable<Compilation['output']>,
): Scenario {
  const playable = programs.filter(({ kind }) => kind === 'map');
  const known = playable.map((program) => program.map);
  if (map !== undefined) mapNamed(map, playable, path);
  if (file !== undefined) {
    const found = scenarios.find((source) => resolve(source.file) === resolve(file));
    if (!found) throw new Stopped(EXIT.failed, `There is no scenario ${file} among the maps in ${path}.`);
    if (map !== undefined && !mapsOf(found.scenario).includes(map))
      throw new Stopped(EXIT.usage, `${file} plays ${mapsOf(found.scenario).join(', ')}, not ${map}.`);
    return found.scenario;
  }
  const [only, ...others] = map === undefined ? known : [map];
  if (only === undefined || others.length > 0)
    throw new Stopped(EXIT.usage, `Say which map to simulate: ${known.join(', ') || 'there is none'}.`);
  return {
    scenario: 'typed',
    map: only,
    start: new Date(start).toISOString(),
    contact: { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' },
    timeline: [],
  };
}

async function typed(
  scene: Scene,
  scenario: Scenario,
  playback: Playback,
  { path, input }: SimulateOptions,
): Promise<number> {
  const readEntry = await entryReader(path, scenario);
  const isTerminal = input.isTTY ?? false;
  const failed = await playTyped(scene, playback, { input, isTerminal, readEntry, say });
  // Who sits there has seen it, and typed it again.
  return isTerminal ? 0 : failed;
}

/** Plays the timeline up to `until`, and lets the rest of the time pass. */
async function played(
  scene: Scene,
  { timeline, start }: Scenario,
  playback: Playback,
  until: string | undefined,
): Promise<void> {
  const end = until === undefined ? undefined : endOf(until, Date.parse(start));
  for (const entry of timeline) {
    const at = instantOf(entry, scene.run.now);
    if (end !== undefined && at > end) break;
    await scene.run.passTo(at);
    await playEntry(scene, entry);
    await playback.tell();
  }
  if (end !== undefined) await scene.run.passTo(end);
  await playback.tell();
}

function endOf(until: string, start: Instant): Instant {
  const duration = parseDuration(until);
  return duration ? addUtc(start, duration) : Date.parse(until);
}

function outcomeOf({ timeline, run }: Scene): object {
  const standsAt = Object.entries(run.state.maps).flatMap(([map, { places }]) =>
    places.map(({ step, since }) => ({ map, step, since: new Date(since).toISOString() })),
  );
  return { timeline, now: new Date(run.now).toISOString(), standsAt };
}
