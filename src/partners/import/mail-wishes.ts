import type { Insertable, Transaction } from 'kysely';
import type { Settings } from '../../program/settings.ts';
import type { Instant } from '../../program/time.ts';
import type { Database } from '../../storage/schema.ts';

/** What another system knew of the mails that somebody wants and can get. */
export interface MailWishes {
  /** Their answers by topic; absent where they were never asked. */
  topics: Record<string, boolean>;
  /** When they gave them; default: now. */
  at?: Instant;
  /** What they read then. */
  text?: string;
  /** Mails to the address came back, or were complained about: it gets no more. */
  suppressed: boolean;
}

/** Columns of these; those of the topics beside them. */
export const WISH_COLUMNS = ['consentAt', 'consentText', 'suppressed'] as const;

/** A column for each marketing topic of the sending policy, such as `topic.partner-news`. */
export function topicColumns({ sending: { topics = {} } }: Settings): string[] {
  return marketingIn(topics).map(columnOf);
}

function marketingIn(topics: NonNullable<Settings['sending']['topics']>): string[] {
  return Object.keys(topics).filter((topic) => topics[topic]?.marketing);
}

function columnOf(topic: string): string {
  return `topic.${topic}`;
}

/** How the cells of a line are read; what is wrong with one is noted, and it reads as empty. */
export interface Cells {
  line: (column: string) => string | null;
  instant: (column: string) => Instant | undefined;
  choice: (column: string, values: string[]) => unknown;
}

/** Reads the columns that say which mails somebody wants. */
export function readWishes({ sending: { topics = {} } }: Settings, cells: Cells): MailWishes {
  const answers = marketingIn(topics).flatMap((topic): [string, boolean][] => {
    const answer = cells.choice(columnOf(topic), YES_OR_NO);
    return answer === 'yes' || answer === 'no' ? [[topic, answer === 'yes']] : [];
  });
  const [at, text] = [cells.instant('consentAt'), cells.line('consentText')];
  return {
    topics: Object.fromEntries(answers),
    ...(at === undefined ? {} : { at }),
    ...(text === null ? {} : { text }),
    suppressed: cells.choice('suppressed', YES_OR_NO) === 'yes',
  };
}

const YES_OR_NO = ['yes', 'no'];

/** What the timeline shows where the file does not say what somebody read. */
const UNKNOWN_TEXT = 'Answered before the move from another system';

/** The answers of a batch; whoever has answered for a topic here already is not answered for. */
export class ImportedWishes {
  readonly #answered: Set<string>;
  readonly #consents: Insertable<Database['consents']>[] = [];
  readonly #suppressions: Insertable<Database['suppressions']>[] = [];

  private constructor(answered: Set<string>) {
    this.#answered = answered;
  }

  /** `contactIds`: those of a batch who are there already. */
  static async of(trx: Transaction<Database>, contactIds: readonly string[]): Promise<ImportedWishes> {
    const rows = await trx
      .selectFrom('consents')
      .select(['contact_id', 'topic'])
      .where('contact_id', 'in', [...contactIds, ''])
      .execute();
    return new ImportedWishes(new Set(rows.map(({ contact_id: id, topic }) => keyOf(id, topic))));
  }

  add(contactId: string, address: string, wishes: MailWishes, now: Instant): void {
    const { topics, at = now, text = UNKNOWN_TEXT, suppressed } = wishes;
    for (const [topic, subscribed] of Object.entries(topics)) {
      if (this.#answered.has(keyOf(contactId, topic))) continue;
      const answer = { answer: 0, subscribed: subscribed ? (1 as const) : (0 as const), text };
      const row = { contact_id: contactId, topic, source: 'import' as const, recorded_at: at };
      this.#consents.push({ ...row, ...answer });
    }
    if (suppressed) this.#suppressions.push({ address, reason: SUPPRESSED, created_at: now });
  }

  async write(trx: Transaction<Database>): Promise<void> {
    const [consents, suppressions] = [this.#consents, this.#suppressions];
    if (consents.length > 0) await trx.insertInto('consents').values(consents).execute();
    if (suppressions.length === 0) return;
    const insert = trx.insertInto('suppressions').values(suppressions);
    await insert.onConflict((conflict) => conflict.doNothing()).execute();
  }
}

const SUPPRESSED = 'Another system sent nothing to it any more';

function keyOf(contactId: string, topic: string): string {
  return `${contactId} ${topic}`;
}
