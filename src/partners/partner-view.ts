import type { SaleKind } from '../program/program.ts';
import type { Instant } from '../program/time.ts';
import { readRunMemory } from '../storage/run-records.ts';
import { findContact, type EnrolmentView } from './find-contact.ts';
import { partnerLinks, type PartnerLink } from './partner-links.ts';
import type { Partners } from './partners.ts';
import { readTotals } from './totals.ts';

/** What a partner sees of themselves in the partner center; money in minor units of the program's currency. */
export interface PartnerView {
  contactId: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  /** BCP 47 tag and IANA zone: the contact's, or else the program's. */
  locale: string;
  timeZone: string;
  status: EnrolmentView['status'];
  referralCode: string;
  links: PartnerLink[];
  totalSales: number;
  numberOfSales: number;
  totalCommission: number;
  milestones: ReachedMilestone[];
  /** The latest ones first, at most 100. */
  sales: PartnerSale[];
}

/** A threshold that a map remembers as reached; money thresholds in minor units. */
interface ReachedMilestone {
  map: string;
  /** Name of the milestone block. */
  name: string;
  value: number;
}

export interface PartnerSale {
  id: string;
  amount: number;
  /** How much of the amount was refunded. */
  refunded: number;
  /** What is left of the commission. */
  commission: number;
  kind: SaleKind;
  product: string | null;
  at: Instant;
}

const MOST_SALES = 100;

/** The partner center's page; undefined when the contact does not belong to the program. */
export async function partnerView(
  p: Partners,
  contactId: string,
  programName: string,
): Promise<PartnerView | undefined> {
  const program = p.settings().programs[programName];
  const contact = await findContact(p, contactId);
  const enrolment = contact?.enrolments.find((row) => row.program === programName);
  if (!program || !contact || !enrolment) return undefined;
  const totals = await readTotals(p.db, contact.id, programName);
  return {
    contactId: contact.id,
    email: contact.email,
    firstName: contact.firstName,
    lastName: contact.lastName,
    locale: contact.locale ?? program.locale,
    timeZone: contact.timeZone ?? program.timeZone,
    status: enrolment.status,
    referralCode: enrolment.referralCode,
    links: partnerLinks(program, enrolment.referralCode),
    totalSales: totals.totalSales,
    numberOfSales: totals.numberOfSales,
    totalCommission: totals.totalCommission,
    milestones: await reachedMilestones(p, contact.id),
    sales: await latestSales(p, contact.id, programName),
  };
}

async function reachedMilestones(p: Partners, contactId: string): Promise<ReachedMilestone[]> {
  const memory = await readRunMemory(p.db, contactId);
  return Object.entries(memory?.maps ?? {}).flatMap(([map, { milestones }]) =>
    Object.entries(milestones).flatMap(([name, values]) =>
      values.toSorted((a, b) => a - b).map((value) => ({ map, name, value })),
    ),
  );
}

async function latestSales(p: Partners, contactId: string, program: string): Promise<PartnerSale[]> {
  const rows = await p.db
    .selectFrom('ledger as sale')
    .leftJoin('ledger as refund', (join) =>
      join
        .on('refund.entry_type', '=', 'refund')
        .onRef('refund.sale_id', '=', 'sale.sale_id')
        .onRef('refund.sale_source', '=', 'sale.sale_source'),
    )
    .where('sale.entry_type', '=', 'sale')
    .where('sale.contact_id', '=', contactId)
    .where('sale.program', '=', program)
    .groupBy('sale.id')
    .select(['sale.external_id', 'sale.amount', 'sale.commission', 'sale.sale_kind', 'sale.product'])
    .select(['sale.occurred_at'])
    .select(({ fn }) => [fn.sum('refund.amount').as('refunded'), fn.sum('refund.commission').as('takenBack')])
    .orderBy('sale.occurred_at', 'desc')
    .orderBy('sale.id', 'desc')
    .limit(MOST_SALES)
    .execute();
  return rows.map((row) => ({
    id: row.external_id,
    amount: row.amount,
    refunded: -Number(row.refunded ?? 0) || 0,
    commission: row.commission + Number(row.takenBack ?? 0),
    kind: row.sale_kind ?? 'first',
    product: row.product,
    at: row.occurred_at,
  }));
}
