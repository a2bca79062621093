import { median } from '../median.ts';
import { circumstances, writeResults } from '../results.ts';
import { comingIn, sales } from './facts.ts';
import { mapwright } from './mapwright.ts';
import { eventsPerSecond, Player, type Side } from './side.ts';
import { xstate } from './xstate.ts';

/** Sales before those that are measured. */
const PASTS = [0, 100, 1_000, 10_000];
const MEASURED_SALES = 1_000;
const ROUNDS = 25;
const WARM_UPS = 10;
const TARGETS = { eventsPerSecond: 300_000, timesXState: 1, bytesAfter10000Sales: 8 * 1024 };

/** A side after a number of sales, ready to be measured. */
interface Entrant {
  name: string;
  past: number;
  bytes: number;
  /** What was asked for in all, by name. */
  asked: Record<string, number>;
  measure: () => number;
  rates: number[];
}

const measuredOn = circumstances();
const kernel = await mapwright();
const entrants = PASTS.flatMap((past) => [entrantOf(kernel, past), entrantOf(xstate, past)]);
mustAskForTheSame(entrants);

// By turns, so that whatever else the machine does hits them alike.
for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
  for (const entrant of entrants) {
    const rate = entrant.measure();
    if (round >= 0) entrant.rates.push(rate);
  }
}

const figures = entrants.map(({ name, past, bytes, rates }) => ({
  name,
  'sales before': past,
  'events/s': Math.round(median(rates)),
  slowest: Math.round(Math.min(...rates)),
  fastest: Math.round(Math.max(...rates)),
  'bytes of state': bytes,
}));
console.log(`load ${measuredOn.load} at the start, ${circumstances().load} at the end`);
console.table(figures);
await writeResults('kernel', { measuredOn, targets: TARGETS, rounds: ROUNDS, figures });

function entrantOf<State, Event>(side: Side<State, Event>, past: number): Entrant {
  const player = new Player(side);
  player.play(comingIn());
  player.play(sales(0, past));
  const start = player.state;
  const stream = player.play(sales(past, MEASURED_SALES));
  return {
    name: side.name,
    past,
    bytes: Buffer.byteLength(side.textOf(start)),
    asked: Object.fromEntries(player.asked),
    measure: () => eventsPerSecond(side, start, stream),
    rates: [],
  };
}

/** Both sides are worth comparing only if they ask for the same work. */
function mustAskForTheSame(all: readonly Entrant[]): void {
  for (const past of PASTS) {
    const asked = all.filter((each) => each.past === past).map((each) => JSON.stringify(each.asked));
    if (new Set(asked).size !== 1) throw new Error(`They ask for different work: ${asked.join(' and ')}`);
  }
}
