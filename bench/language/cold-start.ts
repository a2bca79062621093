import { median } from '../median.ts';
import { mapwright, node } from './command.ts';
import { rounded } from './rounded.ts';

/** How long a cold process takes, in milliseconds: medians of some rounds. */
export interface ColdStart {
  rounds: number;
  /** `node -e 0`: a process that does nothing. */
  emptyProcess: number;
  /** `mapwright check` on the reference maps. */
  check: number;
  timesEmpty: number;
}

/** Starts both by turns; the first rounds fill Node's compile cache and are not counted. */
export function measureColdStart(folder: string, rounds: number): ColdStart {
  const empty: number[] = [];
  const check: number[] = [];
  for (let round = -2; round < rounds; round += 1) {
    const took = { empty: node(['-e', '0']).milliseconds, check: mapwright(['check', folder]).milliseconds };
    if (round < 0) continue;
    empty.push(took.empty);
    check.push(took.check);
  }
  const [emptyProcess, whole] = [median(empty), median(check)];
  return {
    rounds,
    emptyProcess: rounded(emptyProcess),
    check: rounded(whole),
    timesEmpty: rounded(whole / emptyProcess),
  };
}
