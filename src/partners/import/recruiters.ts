import type { Transaction } from 'kysely';
import type { Database } from '../../storage/schema.ts';
import { normalEmail, normalReferralCode } from '../identity.ts';

/** Members of a program by how the lines of a file name whoever brought a partner: by address, or by referral code. */
export class Recruiters {
  readonly #members: Map<string, string>;

  private constructor(members: Map<string, string>) {
    this.#members = members;
  }

  /** Looks up those whom a batch names. */
  static async of(
    trx: Transaction<Database>,
    program: string,
    names: readonly string[],
  ): Promise<Recruiters> {
    const recruiters = new Recruiters(new Map());
    if (names.length === 0) return recruiters;
    const found = await trx
      .selectFrom('enrolments')
      .innerJoin('contacts', 'contacts.id', 'enrolments.contact_id')
      .where('program', '=', program)
      .where((eb) =>
        eb.or([
          eb('email', 'in', names.map(normalEmail)),
          eb('referral_code', 'in', names.map(normalReferralCode)),
        ]),
      )
      .select(['contacts.id', 'email', 'referral_code'])
      .execute();
    for (const row of found) recruiters.add(row.id, row.email, row.referral_code);
    return recruiters;
  }

  /** A member that an earlier line of the file has brought. */
  add(contactId: string, email: string, referralCode: string): void {
    this.#members.set(email, contactId);
    this.#members.set(referralCode, contactId);
  }

  /** The contact behind an address or a code; undefined where no member has it. */
  find(name: string): string | undefined {
    return this.#members.get(name.includes('@') ? normalEmail(name) : normalReferralCode(name));
  }
}
