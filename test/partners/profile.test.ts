import { expect, test } from 'vitest';
import { findContact } from '../../src/partners/find-contact.ts';
import { changeProfile, type SubmittedProfile } from '../../src/partners/profile.ts';
import { snapshotBefore } from '../../src/partners/snapshot-before.ts';
import { company, factsOf, signUp, START } from './partner-company.ts';

const ADA = { firstName: 'Ada', lastName: ' Lovelace ', timeZone: 'Europe/London', locale: 'en-GB' };
const NOTHING = { firstName: '', lastName: '', timeZone: '', locale: '' };

async function ada() {
  const { p, clock } = await company();
  const contactId = await signUp(p, 'ada@example.com');
  clock.now += 1_000;
  const change = (submitted: SubmittedProfile) => changeProfile(p, contactId, submitted);
  const facts = async () => (await factsOf(p, contactId)).slice(1);
  return { p, contactId, change, facts };
}

test('row and fact are committed together, and the fact says what was before', async () => {
  const { p, contactId, change, facts } = await ada();
  expect(await change(ADA)).toEqual({ status: 'saved' });
  const stored = { ...ADA, lastName: 'Lovelace' };
  expect(await findContact(p, contactId)).toMatchObject({ email: 'ada@example.com', ...stored });
  await change({ ...ADA, timeZone: '' });
  expect(await facts()).toEqual([
    {
      type: 'contact-changed',
      time: START + 1_000,
      source: '/profile',
      data: {
        by: 'the partner',
        changes: Object.entries(stored).map(([field, after]) => ({ field, before: null, after })),
      },
    },
    {
      type: 'contact-changed',
      time: START + 1_000,
      source: '/profile',
      data: {
        by: 'the partner',
        changes: [{ field: 'timeZone', before: 'Europe/London', after: null }],
      },
    },
  ]);
});

test('a run that starts late sees the name of before', async () => {
  const { p, contactId, change } = await ada();
  await change(ADA);
  const { contact } = await snapshotBefore(p, contactId, ['firstName', 'locale'], 2);
  expect(contact).toEqual({ firstName: null, locale: null });
});

test('the same form again, and one without answers, leave no trace', async () => {
  const { change, facts } = await ada();
  await change(NOTHING);
  expect(await facts()).toEqual([]);
  await Promise.all([change(ADA), change(ADA)]);
  expect(await facts()).toHaveLength(1);
});

test.each<[Partial<SubmittedProfile>, string]>([
  [{ firstName: 'x'.repeat(201) }, 'shorten it to 200'],
  [{ lastName: 'Love\nlace' }, 'a line break'],
  [{ timeZone: 'Mars/Olympus' }, 'choose a time zone'],
  [{ locale: 'english!' }, 'choose a language'],
])('%o is refused beside its field, and nothing is written', async (wrong, words) => {
  const { change, facts } = await ada();
  const result = await change({ ...ADA, ...wrong });
  expect(result).toEqual({
    status: 'invalid',
    errors: { [Object.keys(wrong)[0] ?? '']: expect.stringContaining(words) },
  });
  expect(await facts()).toEqual([]);
});
