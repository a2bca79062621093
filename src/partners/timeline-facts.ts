import type { Partners } from './partners.ts';
import { ANSWERS, type TimelineEntry, type TimelineFact } from './timeline-entry.ts';

/** A fact with the contact's own number of it. */
export interface NumberedFact {
  sequence: number;
  entry: TimelineEntry;
}

/** At most `most` facts from a number on: backwards from and with `upTo`, or onwards from behind `after`. */
export async function readFacts(
  p: Pick<Partners, 'db'>,
  contactId: string,
  stretch: ({ upTo: number } | { after: number }) & { most: number },
): Promise<NumberedFact[]> {
  const query = p.db
    .selectFrom('outbox')
    .select(['sequence', 'type', 'time', 'data', 'recorded_at'])
    .where('contact_id', '=', contactId)
    .where('type', 'not in', ANSWERS)
    .limit(stretch.most);
  const rows = await (
    'upTo' in stretch
      ? query.where('sequence', '<=', stretch.upTo).orderBy('sequence', 'desc')
      : query.where('sequence', '>', stretch.after).orderBy('sequence')
  ).execute();
  return rows.map(({ sequence, type, time, data, recorded_at: at }) => ({
    sequence,
    entry: { kind: 'fact', at, fact: { type, time, data: JSON.parse(data) as unknown } as TimelineFact },
  }));
}
