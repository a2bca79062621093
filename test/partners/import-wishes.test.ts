import { expect, test } from 'vitest';
import { suppressedAmong } from '../../src/email/suppressions.ts';
import { setPreferences } from '../../src/partners/consents.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { latestAnswers, readConsents } from '../../src/storage/consents.ts';
import { bringPartners } from './importing.ts';
import { approvedPartner, company, factsOf } from './partner-company.ts';

test('imported partners bring along which mails they want, and whether their address works', async () => {
  const { p, db } = await company();
  const wishes = {
    'topic.news': 'yes',
    'topic.tips': 'no',
    consentAt: '2024-05-01',
    consentText: 'Send tips',
  };
  await bringPartners(p, [{ email: 'ada@example.com', ...wishes, suppressed: 'yes' }]);
  const { id = '' } = (await findContact(p, 'ada@example.com')) ?? {};
  const given = { source: 'import', text: 'Send tips', at: Date.parse('2024-05-01T00:00:00Z') };
  expect(await readConsents(db, id)).toEqual([
    { topic: 'news', subscribed: true, ...given },
    { topic: 'tips', subscribed: false, ...given },
  ]);
  expect(await suppressedAmong(db, ['Ada@example.com'])).toEqual(new Set(['ada@example.com']));
  // Silent: no run sets off because of a move.
  expect((await factsOf(p, id)).map(({ type }) => type)).toEqual(['imported']);
});

test('they keep the answers that they gave here, in another program', async () => {
  const { p, db } = await company();
  const id = await approvedPartner(p, 'ada@example.com', 'japan');
  await setPreferences(p, id, { tips: false }, 'preferences');
  await bringPartners(p, [{ email: 'ada@example.com', 'topic.news': 'yes', 'topic.tips': 'yes' }]);
  expect(await latestAnswers(db, id)).toEqual(
    new Map([
      // The box of the form, left empty.
      ['news', false],
      ['tips', false],
    ]),
  );
});

test('an answer that is neither yes nor no is refused', async () => {
  const { p } = await company();
  const result = await bringPartners(p, [{ email: 'ada@example.com', 'topic.news': 'maybe' }]);
  expect(result.refused).toEqual([{ line: 2, reason: '“topic.news” has to be one of yes, no.' }]);
});
