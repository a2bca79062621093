import type { Instant } from '../program/time.ts';
import type { Partners } from './partners.ts';
import { byTime, type TimelineEntry } from './timeline-entry.ts';
import { readFacts, type NumberedFact } from './timeline-facts.ts';
import { reachOf, readOthers } from './timeline-sources.ts';

/**
 * A place between two entries: below it are the facts up to a number, and all else up to an instant. Facts go by the
 * contact's own numbers, because clocks of several machines may differ; what is in between goes by the clock.
 */
export interface TimelineCut {
  sequence: number;
  at: Instant;
}

/** Which entries: the latest ones, or those next to a cut. */
export type TimelineStretch = { olderThan: TimelineCut } | { newerThan: TimelineCut } | undefined;

/** Part of a timeline in the order of time, with the cuts at which it goes on; absent where it does not. */
export interface Timeline {
  entries: TimelineEntry[];
  older?: TimelineCut;
  newer?: TimelineCut;
}

const END: TimelineCut = { sequence: Number.MAX_SAFE_INTEGER, at: Number.MAX_SAFE_INTEGER };

/**
 * A contact's story from what is on record: facts (outbox), questions and answers (approvals, tasks), consents, closed
 * logins, mails (send ledger) with what mail systems told of them, and waits. A part has `take` entries, or some more: an
 * instant is never divided. Parts are found by their cut (keyset), so that the first part of ten thousand costs what the
 * last one costs, and what happens meanwhile moves nothing.
 */
export async function contactTimeline(
  p: Pick<Partners, 'db'>,
  contactId: string,
  { take, stretch }: { take: number; stretch?: TimelineStretch },
): Promise<Timeline> {
  if (stretch && 'newerThan' in stretch) return partAfter(p, contactId, stretch.newerThan, take);
  const part = await partBefore(p, contactId, stretch?.olderThan ?? END, take);
  return stretch ? { ...part, newer: stretch.olderThan } : part;
}

async function partBefore(
  p: Pick<Partners, 'db'>,
  contactId: string,
  cut: TimelineCut,
  take: number,
): Promise<Timeline> {
  const from = await reachOf(p, contactId, { upTo: cut.at, count: take + 1 });
  const [facts, others] = await Promise.all([
    readFacts(p, contactId, { upTo: cut.sequence, most: take + 1 }),
    readOthers(p, contactId, { from: from ?? 0, to: cut.at }),
  ]);
  // Of what came at one instant the fact is the earlier one: whoever reads backwards meets it last.
  const part = merge(facts, others.sort(byTime).reverse(), take, (other, fact) => other.at >= fact.at);
  const { nextFact, nextOther } = part;
  const entries = part.entries.reverse();
  if (!nextFact && !nextOther && from === undefined) return { entries };
  const below = { sequence: nextFact?.sequence ?? 0, at: nextOther?.at ?? Math.max(0, (from ?? 0) - 1) };
  return { entries, older: below };
}

async function partAfter(
  p: Pick<Partners, 'db'>,
  contactId: string,
  cut: TimelineCut,
  take: number,
): Promise<Timeline> {
  const to = await reachOf(p, contactId, { after: cut.at, count: take + 1 });
  const [facts, others] = await Promise.all([
    readFacts(p, contactId, { after: cut.sequence, most: take + 1 }),
    readOthers(p, contactId, { from: cut.at + 1, to: to ?? END.at }),
  ]);
  const part = merge(facts, others.sort(byTime), take, (other, fact) => other.at < fact.at);
  const { entries, nextFact, nextOther } = part;
  if (!nextFact && !nextOther && to === undefined) return { entries, older: cut };
  const newer = {
    sequence: nextFact ? nextFact.sequence - 1 : (facts.at(-1)?.sequence ?? cut.sequence),
    at: nextOther ? nextOther.at - 1 : (to ?? others.at(-1)?.at ?? cut.at),
  };
  return { entries, older: cut, newer };
}

interface Merged {
  entries: TimelineEntry[];
  /** What comes next, in the direction of reading; absent where nothing was left. */
  nextFact: NumberedFact | undefined;
  nextOther: TimelineEntry | undefined;
}

/**
 * Takes from both until there are `take`, and then what else came at the instant of the last one that is no fact: a cut
 * divides no instant.
 */
function merge(
  facts: readonly NumberedFact[],
  others: readonly TimelineEntry[],
  take: number,
  comesFirst: (other: TimelineEntry, fact: TimelineEntry) => boolean,
): Merged {
  const entries: TimelineEntry[] = [];
  let [f, o] = [0, 0];
  for (;;) {
    const [fact, other] = [facts[f], others[o]];
    const isDivided = other !== undefined && other.at === others[o - 1]?.at;
    const isEnough = entries.length >= take && !isDivided;
    if (isEnough || (!fact && !other)) return { entries, nextFact: fact, nextOther: other };
    if (other && (isDivided || !fact || comesFirst(other, fact.entry))) {
      entries.push(other);
      o += 1;
    } else if (fact) {
      entries.push(fact.entry);
      f += 1;
    }
  }
}
