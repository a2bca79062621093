import { decimalOf } from '../../program/money.ts';
import { commissionBackAfter } from '../../program/sales.ts';
import type { Settings } from '../../program/settings.ts';
import { REVERSALS } from '../reversals.ts';
import { PAGE, type CheckScope, type Finding } from './finding.ts';

/** A sale with its refunds; minor units, refunds negative as in the ledger. */
export interface SaleWithRefunds {
  contact_id: string;
  program: string;
  sale_id: string | null;
  product: string | null;
  amount: number;
  commission: number;
  refunded: number;
  takenBack: number;
  /** Refunds that belong to another contact or program than the sale. */
  strayRefunds: number;
  /** The partner has never been approved: then no sale of theirs earns anything. */
  neverApproved: boolean;
}

/** Refunds never exceed their sale, and commissions follow from the rules, whatever rate was in force. */
export async function checkSales(scope: CheckScope): Promise<Finding[]> {
  const findings: Finding[] = await checkSigns(scope);
  for (let after = 0; ;) {
    const page = await salesAfter(scope, after);
    for (const { id, ...sale } of page) {
      after = id;
      for (const message of problemsOfSale(sale, scope.settings)) {
        findings.push({ check: 'sale', contactId: sale.contact_id, program: sale.program, message });
      }
    }
    if (page.length < PAGE) return findings;
  }
}

/** What cannot be so about one sale, in words. */
export function problemsOfSale(sale: SaleWithRefunds, { programs }: Pick<Settings, 'programs'>): string[] {
  const { amount, commission, product, refunded, takenBack, strayRefunds, neverApproved } = sale;
  const currency = programs[sale.program]?.currency;
  const money = (minor: number) =>
    currency ? `${decimalOf(minor, currency)} ${currency.code}` : `${minor} minor units`;
  const the = `the sale “${sale.sale_id}” of ${money(amount)}`;
  const back = commissionBackAfter({ amount, commission }, -refunded);
  const problems: [boolean, string][] = [
    [amount <= 0, `${the} is not above zero`],
    [-refunded > amount, `${the} has refunds of ${money(-refunded)}`],
    [commission < 0, `${the} has a commission below zero, ${money(commission)}`],
    // Only the rule of a product can be a flat amount; all others are a share of the sale.
    [product === null && commission > amount, `${the} has a commission of ${money(commission)}`],
    [neverApproved && commission > 0, `${the} has a commission, and its partner was never approved`],
    [
      -takenBack !== back,
      `${the} lost ${money(-takenBack)} of its commission by refunds, which by the rules is ${money(back)}`,
    ],
    [strayRefunds > 0, `${the} has a refund that is charged to somebody else`],
  ];
  return problems.flatMap(([isSo, message]) => (isSo ? [message] : []));
}

function salesAfter({ db, program }: CheckScope, after: number) {
  let query = db
    .selectFrom('ledger as sale')
    .leftJoin('ledger as refund', (join) =>
      join
        .onRef('refund.sale_id', '=', 'sale.sale_id')
        .onRef('refund.sale_source', '=', 'sale.sale_source')
        .on('refund.entry_type', 'in', REVERSALS),
    )
    .leftJoin('enrolments', (join) =>
      join
        .onRef('enrolments.contact_id', '=', 'sale.contact_id')
        .onRef('enrolments.program', '=', 'sale.program'),
    )
    .where('sale.entry_type', '=', 'sale')
    .where('sale.id', '>', after)
    .groupBy('sale.id')
    .orderBy('sale.id')
    .limit(PAGE)
    .select((eb) => {
      const { fn } = eb;
      const isStray = eb.or([
        eb('refund.contact_id', '<>', eb.ref('sale.contact_id')),
        eb('refund.program', '<>', eb.ref('sale.program')),
      ]);
      return [
        'sale.id',
        'sale.contact_id',
        'sale.program',
        'sale.sale_id',
        'sale.product',
        'sale.amount',
        'sale.commission',
        fn.max('enrolments.applied_at').as('appliedAt'),
        fn.max('enrolments.approved_at').as('approvedAt'),
        fn.sum('refund.amount').as('refunded'),
        fn.sum('refund.commission').as('takenBack'),
        fn.sum(eb.case().when(isStray).then(1).else(0).end()).as('strayRefunds'),
      ];
    });
  if (program !== undefined) query = query.where('sale.program', '=', program);
  return query.execute().then((rows) =>
    rows.map(({ appliedAt, approvedAt, ...row }) => ({
      ...row,
      neverApproved: appliedAt !== null && approvedAt === null,
      refunded: Number(row.refunded ?? 0),
      takenBack: Number(row.takenBack ?? 0),
      strayRefunds: Number(row.strayRefunds),
    })),
  );
}

/** A refund only takes away, and a correction earns nothing. */
async function checkSigns({ db, program }: CheckScope): Promise<Finding[]> {
  let query = db
    .selectFrom('ledger')
    .where((eb) => {
      // A part of another currency's amount may be less than the smallest unit.
      const isWhole = eb(eb.fn.coalesce('original_amount', eb.lit(0)), '>=', 0);
      const takesNothing = eb.and([eb('amount', '=', 0), isWhole]);
      const gives = eb.or([eb('amount', '>', 0), takesNothing, eb('commission', '>', 0)]);
      return eb.or([
        eb.and([eb('entry_type', 'in', REVERSALS), gives]),
        eb.and([eb('entry_type', '=', 'correction'), eb('commission', '<>', 0)]),
      ]);
    })
    .select(['contact_id', 'program', 'entry_type', 'external_id']);
  if (program !== undefined) query = query.where('program', '=', program);
  const rows = await query.orderBy('id').execute();
  return rows.map(({ contact_id: contactId, program: of, entry_type, external_id }) => ({
    check: 'sale',
    contactId,
    program: of,
    message:
      entry_type === 'correction'
        ? `the correction “${external_id}” earns a commission`
        : `the ${entry_type} “${external_id}” gives something instead of taking it back`,
  }));
}
