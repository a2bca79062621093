import { fileURLToPath } from 'node:url';
import { median } from '../median.ts';
import { mapwright, node } from './command.ts';
import { rounded } from './rounded.ts';

const PHASES = fileURLToPath(new URL('phases.ts', import.meta.url));

/** How long a full check of a project takes, in milliseconds: medians of some rounds. */
export interface Throughput {
  maps: number;
  stepsPerMap: number;
  /** The whole command, from the start of its process to its end. */
  check: number;
  perMap: number;
  /** Each phase, in another process that does nothing else. */
  phases: Record<string, number>;
}

/** Checks projects of different sizes by turns, so that whatever else the machine does hits them alike. */
export function measureThroughput(projects: ReadonlyMap<number, string>, rounds: number): Throughput[] {
  const runs = new Map(
    [...projects.keys()].map((maps) => [maps, { whole: [] as number[], parts: [] as Parts[] }]),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const [maps, folder] of projects) {
      runs.get(maps)?.whole.push(mapwright(['check', folder]).milliseconds);
      runs.get(maps)?.parts.push(JSON.parse(node([PHASES, folder]).out) as Parts);
    }
  }
  return [...runs].map(([maps, { whole, parts }]) => {
    const names = Object.keys(parts[0]?.milliseconds ?? {});
    const phases = names.map((name): [string, number] => [
      name,
      rounded(median(parts.map(({ milliseconds }) => milliseconds[name] ?? 0))),
    ]);
    const check = median(whole);
    const stepsPerMap = parts[0]?.stepsPerMap ?? 0;
    return {
      maps,
      stepsPerMap,
      check: rounded(check),
      perMap: rounded(check / maps),
      phases: Object.fromEntries(phases),
    };
  });
}

interface Parts {
  milliseconds: Record<string, number>;
  stepsPerMap: number;
}
