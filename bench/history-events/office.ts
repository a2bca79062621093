import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { requestApproval } from '../../src/partners/approvals.ts';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import type { Settings } from '../../src/program/settings.ts';
import type { OutboxRow } from '../../src/storage/outbox.ts';
import type { Database } from '../../src/storage/schema.ts';
import { transact } from '../../src/storage/transact.ts';

/** A sale as the sale system reports it, in major units. */
export interface Delivery {
  id: string;
  amount: string;
}

/** The system's own functions behind its doors, on a real database: they make the facts of the journey. */
export class Office {
  readonly db: Kysely<Database>;
  private readonly partners: Partners;

  constructor(db: Kysely<Database>, settings: Settings) {
    this.db = db;
    this.partners = {
      db,
      settings: () => settings,
      now: () => Date.now(),
      randomId: randomUUID,
      secret: 'a secret for the bench',
      publicUrl: 'http://127.0.0.1:8080',
    };
  }

  /** Somebody new fills in the form. */
  async signUp(): Promise<OutboxRow> {
    const email = `${randomUUID()}@example.com`;
    await submitSignUp(this.partners, 'main', { firstName: 'Ada', email, website: 'https://ada.example' });
    return this.lastRow((await findContact(this.partners, email))?.id ?? '');
  }

  /** The team approves. */
  async approve(contactId: string): Promise<OutboxRow> {
    // The shared activity does nothing; this is the question that it would have opened.
    const origin = { map: 'partner-welcome', step: 'review', entry: 1 };
    const question = { contactId, origin, program: 'main', team: 'partner-managers' };
    await transact(this.db, (trx) => requestApproval(this.partners, trx, question));
    await decideApproval(this.partners, { contact: contactId, outcome: 'approved', by: 'kim@example.com' });
    return this.lastRow(contactId);
  }

  /** A sale; of a repeated one the ledger takes no notice, and the row is that of the first time. */
  async sale(contactId: string, { id, amount }: Delivery): Promise<OutboxRow> {
    const sale = { id, source: contactId, partner: { contactId }, amount, currency: 'USD' };
    const { status } = await recordSale(this.partners, sale);
    if (status !== 'recorded' && status !== 'duplicate') throw new Error(`Sale ${id}: ${status}.`);
    return this.lastRow(contactId);
  }

  private lastRow(contactId: string): Promise<OutboxRow> {
    return this.db
      .selectFrom('outbox')
      .selectAll()
      .where('contact_id', '=', contactId)
      .orderBy('sequence', 'desc')
      .executeTakeFirstOrThrow();
  }
}
