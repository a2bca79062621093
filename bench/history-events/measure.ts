import { median } from '../median.ts';
import type { CallLog } from './activities.ts';
import { total, type EventCounts } from './count-events.ts';
import { journey, type Pace } from './journey.ts';
import type { Side } from './sides.ts';

/** What the journey asks of the world, in no order: nine calls that both sides have to make. */
const CALLS = [
  'grant-login',
  'milestone-1000',
  'milestone-reached',
  'request-approval',
  'thanks-for-sale',
  'thanks-for-sale',
  'thanks-for-sale',
  'thanks-for-sale',
  'welcome',
];

/** One side's events. */
export interface Measured {
  side: string;
  /** Events of each round, ascending. */
  rounds: number[];
  median: number;
  /** By type, of a round with the median number of events. */
  types: EventCounts;
}

/** Two sides on the same journey. */
export interface Comparison {
  pace: Pace;
  /** How the deliveries came to the workflows. */
  by: string;
  sides: Measured[];
  /** Of the medians, the first side's over the second one's. */
  ratio: number;
}

/** Takes new partners through the journey, both sides by turns. @throws when a side left something undone. */
export async function compare(
  sides: readonly [Side, Side],
  { calls, pace, by, rounds }: { calls: CallLog; pace: Pace; by: string; rounds: number },
): Promise<Comparison> {
  const histories: [EventCounts[], EventCounts[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    for (const index of [0, 1] as const) {
      const { contactId, events } = await journey(sides[index], pace);
      const asked = (calls.get(contactId) ?? []).toSorted();
      if (asked.join() !== CALLS.join())
        throw new Error(`${sides[index].name} asked for ${asked.join(', ')}.`);
      histories[index].push(events);
    }
  }
  const [ours, rival] = [summaryOf(sides[0].name, histories[0]), summaryOf(sides[1].name, histories[1])];
  return { pace, by, sides: [ours, rival], ratio: Math.round((ours.median / rival.median) * 1000) / 1000 };
}

function summaryOf(side: string, histories: EventCounts[]): Measured {
  const rounds = histories.map(total).toSorted((a, b) => a - b);
  const middle = median(rounds);
  return { side, rounds, median: middle, types: histories.find((counts) => total(counts) === middle) ?? {} };
}
