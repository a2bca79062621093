import { expect, test } from 'vitest';
import { confirmationUrl, confirmSignUp, peekConfirmation } from '../../src/partners/confirm-sign-up.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { temporaryLocation } from '../storage/temporary-database.ts';
import { confirmingCompany } from './confirming-company.ts';
import { approvedPartner, factsOf, START } from './partner-company.ts';

const ada = { firstName: 'Ada', email: ' Ada@Example.com ', website: 'https://ada.example' };
const DAY = 24 * 3_600_000;

/** The tokens of the links that were asked for, the oldest first. */
async function tokens(p: Partners): Promise<string[]> {
  const rows = await p.db.selectFrom('sign_up_confirmations').select('id').orderBy('requested_at').execute();
  return rows.map(({ id }) => confirmationUrl(p, id).split('/').at(-1) ?? '');
}

async function requested(
  p: Partners,
  fields: Record<string, string> = ada,
  consents = false,
): Promise<string> {
  expect(await submitSignUp(p, 'main', fields, { consents })).toEqual({ status: 'to-confirm', mail: true });
  return (await tokens(p)).at(-1) ?? '';
}

test('an application counts when its address is confirmed, and not before', async () => {
  const { p, db, clock } = await confirmingCompany();
  const token = await requested(p);
  expect(await db.selectFrom('contacts').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('outbox').selectAll().execute()).toEqual([]);
  clock.now += DAY;
  expect(await peekConfirmation(p, token)).toEqual({ status: 'valid', program: 'main' });
  expect(await confirmSignUp(p, token)).toEqual({ status: 'confirmed', program: 'main' });
  const contact = await findContact(p, 'ada@example.com');
  expect(contact).toMatchObject({
    firstName: 'Ada',
    enrolments: [
      { status: 'applied', appliedAt: START + DAY, application: { website: 'https://ada.example' } },
    ],
  });
  expect(await factsOf(p, contact?.id ?? '')).toMatchObject([{ type: 'form-submitted', time: START + DAY }]);
});

test('it counts once, however often and from how many processes the link is used', async () => {
  const location = await temporaryLocation();
  const [one, two] = [await confirmingCompany(location), await confirmingCompany(location)];
  const token = await requested(one.p);
  const results = await Promise.all([one, two, one, two].map(({ p }) => confirmSignUp(p, token)));
  expect(results).toEqual(results.map(() => ({ status: 'confirmed', program: 'main' })));
  expect(await confirmSignUp(one.p, token)).toEqual({ status: 'confirmed', program: 'main' });
  expect(await peekConfirmation(one.p, token)).toEqual({ status: 'confirmed', program: 'main' });
  const contact = await findContact(one.p, 'ada@example.com');
  expect(await factsOf(one.p, contact?.id ?? '')).toHaveLength(1);
});

test('the row holds no token, and after the confirmation nothing that was typed', async () => {
  const { p, db } = await confirmingCompany();
  const token = await requested(p, ada, true);
  const rows = () => db.selectFrom('sign_up_confirmations').selectAll().execute();
  expect(JSON.stringify(await rows())).not.toContain(token);
  await confirmSignUp(p, token);
  expect(await rows()).toMatchObject([{ submitted: null, consent: null, mail_due_at: null }]);
});

test('a link works for three days; nobody else’s token does', async () => {
  const { p, clock } = await confirmingCompany();
  const token = await requested(p);
  clock.now += 3 * DAY - 1;
  expect(await peekConfirmation(p, token)).toEqual({ status: 'valid', program: 'main' });
  clock.now += 1;
  for (const one of [token, '', 'unknown', '__proto__']) {
    expect(await peekConfirmation(p, one)).toEqual({ status: 'gone' });
    expect(await confirmSignUp(p, one)).toEqual({ status: 'gone' });
  }
});

test('each link confirms what was typed with it: a stranger who knows the address changes nothing', async () => {
  const { p, clock } = await confirmingCompany();
  const own = await requested(p);
  clock.now += 1;
  await requested(p, { ...ada, firstName: 'Eve', website: 'https://eve.example' });
  await confirmSignUp(p, own);
  const contact = await findContact(p, 'ada@example.com');
  expect(contact).toMatchObject({ firstName: 'Ada', enrolments: [{ application: { firstName: 'Ada' } }] });
});

test('a partner who applies again is asked as everybody is, and stays as they are', async () => {
  const { p } = await confirmingCompany();
  const id = await approvedPartner({ ...p, settings: (await confirmless(p)).settings }, 'ada@example.com');
  const token = await requested(p, { ...ada, firstName: 'Augusta' });
  await confirmSignUp(p, token);
  expect(await findContact(p, id)).toMatchObject({
    firstName: null,
    enrolments: [{ status: 'approved', application: { firstName: 'Augusta' } }],
  });
});

test('an address gets three of these mails in an hour, whoever asks for them', async () => {
  const { p, clock } = await confirmingCompany();
  for (let i = 0; i < 3; i += 1) await requested(p);
  expect(await submitSignUp(p, 'main', ada)).toEqual({ status: 'to-confirm', mail: false });
  expect(await tokens(p)).toHaveLength(3);
  await requested(p, { ...ada, email: 'grace@example.com' });
  clock.now += 3_600_000;
  await requested(p);
});

test('consent is recorded at the confirmation, in the words that stood beside the box', async () => {
  const { p, db, clock, form } = await confirmingCompany();
  const token = await requested(p, ada, true);
  clock.now += DAY;
  form.consent.text = 'Send me everything';
  await confirmSignUp(p, token);
  expect(await db.selectFrom('consents').selectAll().execute()).toMatchObject([
    { topic: 'news', subscribed: 1, source: 'sign-up', text: 'Send me news', recorded_at: START + DAY },
  ]);
});

test('a form that asks for something else by now is filled in anew', async () => {
  const { p, form } = await confirmingCompany();
  const token = await requested(p);
  const about = form.fields.map((field) => (field.name === 'about' ? { ...field, required: true } : field));
  form.fields = about;
  expect(await confirmSignUp(p, token)).toEqual({ status: 'outdated', program: 'main' });
  expect(await findContact(p, 'ada@example.com')).toBeUndefined();
  expect(await peekConfirmation(p, token)).toEqual({ status: 'valid', program: 'main' });
});

test('what is wrong with the form is told at once', async () => {
  const { p } = await confirmingCompany();
  expect(await submitSignUp(p, 'main', { email: 'x' })).toMatchObject({ status: 'invalid' });
  expect(await tokens(p)).toEqual([]);
});

/** The same company before it asked for confirmations. */
async function confirmless(p: Partners): Promise<Pick<Partners, 'settings'>> {
  const settings = structuredClone(p.settings());
  delete settings.programs['main']?.signUpForm?.confirmEmail;
  return { settings: () => settings };
}
