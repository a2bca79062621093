import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The command line, as a project starts it. */
const LAUNCHER = fileURLToPath(new URL('../../bin/mapwright.js', import.meta.url));

/** What a process wrote, and how long it took from being started to having ended. */
export interface Ran {
  out: string;
  milliseconds: number;
}

/** Runs Node with some arguments in a process of its own. @throws when its exit code is none of `expected`. */
export function node(args: readonly string[], expected: readonly number[] = [0]): Ran {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const milliseconds = performance.now() - began;
  if (!expected.includes(status ?? -1)) throw new Error(`node ${args.join(' ')}: ${status}\n${stderr}`);
  return { out: stdout, milliseconds };
}

/** Runs a verb of the command line. */
export function mapwright(args: readonly string[], expected?: readonly number[]): Ran {
  return node([LAUNCHER, ...args], expected);
}

/** Starts a verb that goes on until it is told to end. */
export function startMapwright(args: readonly string[]) {
  return spawn(process.execPath, [LAUNCHER, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
}
