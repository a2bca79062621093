import type { Selectable, Transaction } from 'kysely';
import type { PartnerProgram } from '../program/settings.ts';
import type { Duration, Instant } from '../program/time.ts';
import type { LinkClicksTable } from '../storage/tables/attribution.ts';
import type { Database } from '../storage/schema.ts';
import { findPartner, type PartnerRef, type SellingEnrolment } from './find-partner.ts';
import { normalReferralCode } from './identity.ts';
import type { Partners } from './partners.ts';
import { refused, type Refused } from './refusal.ts';

type Click = Selectable<LinkClicksTable>;

/** How long a visit by a link counts, and which of several. */
export interface Attribution {
  cookie: Duration;
  credit: 'first' | 'last';
}

/** A program's rules, with what holds where it says nothing: the last visit of 60 days. */
export function attributionOf({ attribution }: PartnerProgram): Attribution {
  return { cookie: { days: 60 }, credit: 'last', ...attribution };
}

/** How a sale system says whose sale it is: the partner, or by its id the visit that led to the sale. */
export type SellerRef = PartnerRef | { click: string };

/** Finds the enrolment that a sale belongs to, whichever way it is named; or the refusal. */
export function findSeller(
  p: Partners,
  trx: Transaction<Database>,
  { partner, program, at }: { partner: SellerRef; program?: string; at: Instant },
): Promise<{ enrolment: SellingEnrolment; program: PartnerProgram } | Refused> {
  return 'click' in partner
    ? findByClick(p, trx, { click: partner.click, program, at })
    : findPartner(p, trx, partner, program);
}

/**
 * The partner whom a sale belongs to that names a visit: of all visits of the same visitor to the program's links that
 * count at `at`, the program's rule says which one. Answers with the refusal where none does.
 */
async function findByClick(
  p: Partners,
  trx: Transaction<Database>,
  sale: { click: string; program: string | undefined; at: Instant },
): Promise<{ enrolment: SellingEnrolment; program: PartnerProgram } | Refused> {
  const named = await trx
    .selectFrom('link_clicks')
    .selectAll()
    .where('id', '=', sale.click)
    .executeTakeFirst();
  const program = p.settings().programs[named?.program ?? ''];
  if (!named || !program)
    return refused(
      'unknown-partner',
      'partner.click: no visit by a partner’s link has this id. Send the value of “click” that the link brought to your page.',
    );
  if (sale.program !== undefined && sale.program !== program.name)
    return refused(
      'unknown-program',
      `program: the visit was by a link of the partner program “${program.name}”. Name that one, or leave “program” out.`,
    );
  const credited = await creditedClick(trx, program, named.visitor, sale.at);
  if (credited) return findPartner(p, trx, { contactId: credited.contact_id }, program.name);
  return refused(
    'unknown-partner',
    'partner.click: no visit of this visitor counts at the time of the sale, so no partner made it. The program’s `attribution.cookie` says how long one counts.',
  );
}

/** What is known of how somebody came to the sign-up form. */
export interface CameBy {
  /** From their cookie. */
  visitor?: string | undefined;
  /** Referral code in the form's address; '' where there was none. */
  ref?: string;
}

/** The partner who brought somebody to the sign-up form: by the visit that counts, or else by the code; null where nobody did. */
export async function recruiterOf(
  trx: Transaction<Database>,
  program: PartnerProgram,
  { visitor, ref = '' }: CameBy,
  at: Instant,
): Promise<string | null> {
  const click = visitor === undefined ? undefined : await creditedClick(trx, program, visitor, at);
  if (click) return click.contact_id;
  if (ref === '') return null;
  const owner = await trx
    .selectFrom('enrolments')
    .select('contact_id')
    .where('program', '=', program.name)
    .where('referral_code', '=', normalReferralCode(ref))
    .executeTakeFirst();
  return owner?.contact_id ?? null;
}

/** The visit that counts at `at`, by the program's rule. */
function creditedClick(
  trx: Transaction<Database>,
  program: PartnerProgram,
  visitor: string,
  at: Instant,
): Promise<Click | undefined> {
  const direction = attributionOf(program).credit === 'first' ? 'asc' : 'desc';
  return trx
    .selectFrom('link_clicks')
    .selectAll()
    .where('visitor', '=', visitor)
    .where('program', '=', program.name)
    .where('clicked_at', '<=', at)
    .where('counts_until', '>', at)
    .orderBy('clicked_at', direction)
    .orderBy('id', direction)
    .executeTakeFirst();
}
