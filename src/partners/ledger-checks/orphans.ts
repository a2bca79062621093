import { REVERSALS } from '../reversals.ts';
import type { CheckScope, Finding } from './finding.ts';

/** Rows that belong to something that is not there. */
export async function checkOrphans(scope: CheckScope): Promise<Finding[]> {
  return [
    ...(await enrolmentsWithoutContact(scope)),
    ...(await rowsWithoutEnrolment(scope)),
    ...(await refundsWithoutSale(scope)),
    ...(await paymentsWithoutFirstSale(scope)),
    ...(await heldWithoutSale(scope)),
    ...(await eventsWithoutRow(scope)),
  ];
}

async function enrolmentsWithoutContact({ db, program }: CheckScope): Promise<Finding[]> {
  let query = db
    .selectFrom('enrolments as enrolment')
    .leftJoin('contacts', 'contacts.id', 'enrolment.contact_id')
    .where('contacts.id', 'is', null)
    .select(['enrolment.contact_id', 'enrolment.program']);
  if (program !== undefined) query = query.where('enrolment.program', '=', program);
  const rows = await query.execute();
  return rows.map((row) => orphan(row, 'the enrolment belongs to a contact who is not there'));
}

async function rowsWithoutEnrolment({ db, program }: CheckScope): Promise<Finding[]> {
  let query = db
    .selectFrom('ledger')
    .leftJoin('enrolments', (join) =>
      join
        .onRef('enrolments.contact_id', '=', 'ledger.contact_id')
        .onRef('enrolments.program', '=', 'ledger.program'),
    )
    .where('enrolments.contact_id', 'is', null)
    .select(['ledger.contact_id', 'ledger.program', 'ledger.entry_type', 'ledger.external_id']);
  if (program !== undefined) query = query.where('ledger.program', '=', program);
  const rows = await query.orderBy('ledger.id').execute();
  return rows.map((row) =>
    orphan(row, `the ${row.entry_type} “${row.external_id}” belongs to nobody in this partner program`),
  );
}

async function refundsWithoutSale({ db, program }: CheckScope): Promise<Finding[]> {
  let query = db
    .selectFrom('ledger as refund')
    .leftJoin('ledger as sale', (join) =>
      join
        .onRef('sale.sale_id', '=', 'refund.sale_id')
        .onRef('sale.sale_source', '=', 'refund.sale_source')
        .on('sale.entry_type', '=', 'sale'),
    )
    .where('refund.entry_type', 'in', REVERSALS)
    .where('sale.id', 'is', null)
    .select(['refund.contact_id', 'refund.program', 'refund.entry_type'])
    .select(['refund.external_id', 'refund.sale_id']);
  if (program !== undefined) query = query.where('refund.program', '=', program);
  const rows = await query.orderBy('refund.id').execute();
  return rows.map((row) =>
    orphan(row, `the ${row.entry_type} “${row.external_id}” is of a sale “${row.sale_id}” that is not there`),
  );
}

async function paymentsWithoutFirstSale({ db, program }: CheckScope): Promise<Finding[]> {
  let query = db
    .selectFrom('ledger as payment')
    .leftJoin('ledger as first', (join) =>
      join
        .onRef('first.external_id', '=', 'payment.first_sale_id')
        .onRef('first.source', '=', 'payment.first_sale_source')
        .onRef('first.contact_id', '=', 'payment.contact_id')
        .onRef('first.program', '=', 'payment.program')
        .on('first.entry_type', '=', 'sale'),
    )
    .where('payment.entry_type', '=', 'sale')
    .where('payment.first_sale_id', 'is not', null)
    .where('first.id', 'is', null)
    .select(['payment.contact_id', 'payment.program', 'payment.external_id', 'payment.first_sale_id']);
  if (program !== undefined) query = query.where('payment.program', '=', program);
  const rows = await query.orderBy('payment.id').execute();
  return rows.map((row) =>
    orphan(
      row,
      `the payment “${row.external_id}” belongs to a first sale “${row.first_sale_id}” that is not there`,
    ),
  );
}

async function heldWithoutSale({ db, program }: CheckScope): Promise<Finding[]> {
  let query = db
    .selectFrom('held_commissions as held')
    .leftJoin('ledger as earned', (join) =>
      join
        .onRef('earned.external_id', '=', 'held.sale_id')
        .onRef('earned.source', '=', 'held.sale_source')
        .onRef('earned.contact_id', '=', 'held.contact_id')
        .on('earned.commission', '>', 0),
    )
    .where('earned.id', 'is', null)
    .select(['held.contact_id', 'held.program', 'held.sale_id']);
  if (program !== undefined) query = query.where('held.program', '=', program);
  const rows = await query.execute();
  return rows.map((row) =>
    orphan(row, `a commission is on hold for a sale “${row.sale_id}” that is not there`),
  );
}

/** Facts of sales, refunds and corrections without the row that they tell of. */
async function eventsWithoutRow({ db, program }: CheckScope): Promise<Finding[]> {
  let query = db
    .selectFrom('outbox')
    .leftJoin('ledger', (join) =>
      join
        .onRef('ledger.external_id', '=', 'outbox.event_id')
        .on((eb) => eb(eb.ref('outbox.source'), '=', eb(eb.val('/sales/'), '||', eb.ref('ledger.source')))),
    )
    .where('outbox.source', 'like', '/sales/%')
    .where('ledger.id', 'is', null)
    .select(['outbox.contact_id', 'outbox.type', 'outbox.event_id']);
  if (program !== undefined) {
    const members = db.selectFrom('enrolments').select('contact_id').where('program', '=', program);
    query = query.where('outbox.contact_id', 'in', members);
  }
  const rows = await query.orderBy('outbox.id').execute();
  return rows.map(({ contact_id, type, event_id }) => ({
    check: 'orphan',
    contactId: contact_id,
    message: `the fact ${type} “${event_id}” tells of a row that is not in the ledger`,
  }));
}

function orphan(row: { contact_id: string; program: string }, message: string): Finding {
  return { check: 'orphan', contactId: row.contact_id, program: row.program, message };
}
