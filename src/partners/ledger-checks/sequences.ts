import type { CheckScope, Finding } from './finding.ts';

/** The facts of a contact are numbered from 1 without gaps, and the contact's row knows the last number. */
export async function checkSequences({ db, program }: CheckScope): Promise<Finding[]> {
  let query = db
    .selectFrom('contacts')
    .leftJoin('outbox', 'outbox.contact_id', 'contacts.id')
    .groupBy(['contacts.id', 'contacts.sequence'])
    .select(({ fn }) => [
      'contacts.id',
      'contacts.sequence',
      fn.count('outbox.id').as('events'),
      fn.min('outbox.sequence').as('first'),
      fn.max('outbox.sequence').as('last'),
    ])
    // Two facts cannot have one number, so as many facts as the last number says, from 1 on, leave no gap.
    .having((eb) =>
      eb.or([
        eb(eb.fn.count('outbox.id'), '<>', eb.ref('contacts.sequence')),
        eb(eb.fn.max('outbox.sequence'), '<>', eb.ref('contacts.sequence')),
        eb(eb.fn.min('outbox.sequence'), '<>', 1),
      ]),
    )
    .orderBy('contacts.id');
  if (program !== undefined) {
    const members = db.selectFrom('enrolments').select('contact_id').where('program', '=', program);
    query = query.where('contacts.id', 'in', members);
  }
  const rows = await query.execute();
  return rows.map(({ id, sequence, events, first, last }) => ({
    check: 'sequence',
    contactId: id,
    message: `the last fact has the number ${sequence} by the contact's row, but there are ${events} facts${
      last === null ? '' : `, numbered from ${first} to ${last}`
    }`,
  }));
}
