import type { Insertable, Transaction } from 'kysely';
import type { ContactEvent } from '../../program/events.ts';
import { partitionOf } from '../../storage/partition.ts';
import type { Database } from '../../storage/schema.ts';
import { updateEach } from '../../storage/update-each.ts';
import { atOneInstant, type Partners } from '../partners.ts';
import { transactOrRehearse } from '../rehearsal.ts';

/** A line of a file, read; or what is wrong with it. */
export type ImportLine<Row> = { line: number } & ({ row: Row } | { reason: string });

/** A line that was not imported; `reason` repeats no address. */
export interface RefusedLine {
  line: number;
  reason: string;
}

/** What became of a batch of lines. */
export interface BatchResult {
  imported: number;
  /** There already: repetitions of what was imported or recorded before. */
  known: number;
  /** Put on a map. */
  enrolled: number;
  refused: RefusedLine[];
}

/** Most lines in one transaction: it holds up other writers for some hundredths of a second. */
export const BATCH = 500;

/** Imports a batch in one transaction, or with `dryRun` does all of it and takes it back. */
export async function importBatch(
  partners: Partners,
  dryRun: boolean,
  work: (p: Partners, trx: Transaction<Database>) => Promise<BatchResult>,
): Promise<BatchResult> {
  const p = atOneInstant(partners);
  return transactOrRehearse(p, dryRun, (trx) => work(p, trx));
}

/** The lines that were read, and those refused for what they are. */
export function sortLines<Row>(lines: readonly ImportLine<Row>[]): {
  rows: { line: number; row: Row }[];
  refused: RefusedLine[];
} {
  const rows = lines.flatMap((one) => ('row' in one ? [one] : []));
  const refused = lines.flatMap((one) => ('reason' in one ? [one] : []));
  return { rows, refused };
}

/** The facts that a batch appends, many at once; each contact's numbers go on from what is in the database. */
export class Facts {
  readonly #now: number;
  readonly #rows: Insertable<Database['outbox']>[] = [];
  readonly #sequences: Map<string, number>;
  readonly #heard: ReadonlySet<string>;

  /** `sequences`: of contacts who are there already; `heard`: those whose maps have heard of something. */
  private constructor(now: number, sequences: Map<string, number>, heard: ReadonlySet<string>) {
    this.#now = now;
    this.#sequences = sequences;
    this.#heard = heard;
  }

  static async of(p: Partners, trx: Transaction<Database>, contactIds: readonly string[]): Promise<Facts> {
    if (contactIds.length === 0) return new Facts(p.now(), new Map(), new Set());
    const contacts = await trx
      .selectFrom('contacts')
      .select(['id', 'sequence'])
      .where('id', 'in', contactIds)
      .execute();
    const heard = await trx
      .selectFrom('outbox')
      .select('contact_id')
      .distinct()
      .where('contact_id', 'in', contactIds)
      .where('type', '<>', 'imported')
      .execute();
    return new Facts(
      p.now(),
      new Map(contacts.map(({ id, sequence }) => [id, sequence])),
      new Set(heard.map(({ contact_id: id }) => id)),
    );
  }

  /**
   * Adds a fact. What was imported is not delivered where no map has heard of the contact before: a run that starts
   * later reads it from the database, and a hundred thousand partners do not make as many runs.
   */
  add(
    contactId: string,
    fact: { source: string; eventId: string; time: number } & Pick<ContactEvent, 'type' | 'data'>,
  ): void {
    const sequence = (this.#sequences.get(contactId) ?? 0) + 1;
    this.#sequences.set(contactId, sequence);
    const isSilent = fact.type === 'imported' && !this.#heard.has(contactId);
    this.#rows.push({
      contact_id: contactId,
      sequence,
      source: fact.source,
      event_id: fact.eventId,
      type: fact.type,
      time: fact.time,
      data: JSON.stringify(fact.data),
      partition: partitionOf(contactId),
      recorded_at: this.#now,
      delivered_at: isSilent ? this.#now : null,
    });
  }

  /** Writes them, with the numbers of the contacts. */
  async write(trx: Transaction<Database>): Promise<void> {
    if (this.#rows.length === 0) return;
    await trx.insertInto('outbox').values(this.#rows).execute();
    const ids = [...new Set(this.#rows.map((row) => row.contact_id))];
    const sequences = ids.map((id) => ({ id, sequence: this.#sequences.get(id) ?? 0 }));
    await updateEach(trx, 'contacts', ['id'], sequences);
  }
}
