import { DefaultLogger, Runtime } from '@temporalio/worker';
import { circumstances, writeResults } from '../results.ts';
import { startGround } from './ground.ts';
import { compare } from './measure.ts';
import { tablesOf } from './print.ts';

/** Which workflow task hears which completion is chance, more so in a burst. */
const ROUNDS = { paced: 3, burst: 7 };
/** Highest ratio of Mapwright's events to the hand-written workflow's. */
const TARGETS = { paced: 1, burst: 0.95 };

Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
const measuredOn = circumstances();
const ground = await startGround();
try {
  const doors = { 'each by its own door': ground.ownDoor, 'the same signals to both': ground.sameSignals };
  const comparisons = [];
  for (const pace of ['paced', 'burst'] as const) {
    for (const [by, ours] of Object.entries(doors)) {
      const options = { calls: ground.calls, pace, by, rounds: ROUNDS[pace] };
      comparisons.push(await compare([ours, ground.rival], options));
    }
  }
  console.log(tablesOf(comparisons));
  await writeResults('history-events', { measuredOn, targets: TARGETS, comparisons });
} finally {
  await ground.stop();
}
