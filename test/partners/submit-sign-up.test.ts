import { expect, test } from 'vitest';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { temporaryLocation } from '../storage/temporary-database.ts';
import { approvedPartner, company, factsOf, signUp, START } from './partner-company.ts';

const ada = { firstName: 'Ada', email: ' Ada@Example.com', website: 'https://ada.example', staff: '3' };

test('the first submission makes contact, enrolment and fact', async () => {
  const { p } = await company();
  expect(await submitSignUp(p, 'main', ada)).toEqual({ status: 'accepted' });
  const contact = await findContact(p, 'ADA@example.com ');
  expect(contact).toMatchObject({
    email: 'ada@example.com',
    firstName: 'Ada',
    lastName: null,
    fields: { website: 'https://ada.example', staff: 3 },
    enrolments: [{ program: 'main', status: 'applied', appliedAt: START, approvedAt: null }],
  });
  expect(contact?.id).toMatch(/^c_[0-9a-z]{20}$/);
  const referralCode = contact?.enrolments[0]?.referralCode;
  expect(referralCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  const [fact, ...more] = await factsOf(p, contact?.id ?? '');
  expect(more).toEqual([]);
  expect(fact).toMatchObject({
    type: 'form-submitted',
    time: START,
    data: { form: 'main-sign-up', program: 'main' },
  });
  expect(fact?.data).toMatchObject({ fields: { firstName: 'Ada', lastName: null, staff: 3, terms: false } });
  expect(fact?.data.changes).toEqual([
    { field: 'firstName', before: null, after: 'Ada' },
    { field: 'email', before: null, after: 'ada@example.com' },
    { field: 'website', before: null, after: 'https://ada.example' },
    { field: 'staff', before: null, after: 3 },
    { field: 'terms', before: null, after: false },
    { field: 'status', before: null, after: 'applied' },
    { field: 'referralCode', before: null, after: referralCode },
    { field: 'appliedAt', before: null, after: START },
  ]);
});

test('a second submission answers the same and changes nothing but what the approver reads', async () => {
  const { p, clock, db } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  const before = await findContact(p, id);
  clock.now += 60_000;
  const again = { ...ada, firstName: 'Eve', website: 'https://eve.example' };
  expect(await submitSignUp(p, 'main', again)).toEqual({ status: 'accepted' });
  const after = await findContact(p, id);
  expect(after?.enrolments[0]?.application).toMatchObject({
    firstName: 'Eve',
    website: 'https://eve.example',
  });
  const withoutApplication = (view: typeof after) => ({
    ...view,
    enrolments: view?.enrolments.map((row) => ({ ...row, application: {} })),
  });
  expect(withoutApplication(after)).toEqual(withoutApplication(before));
  expect(await db.selectFrom('contacts').selectAll().execute()).toHaveLength(1);
  const last = (await factsOf(p, id)).at(-1);
  expect(last).toMatchObject({ type: 'form-submitted', data: { fields: { firstName: 'Eve' }, changes: [] } });
});

test('a contact of one program who applies to another gets an enrolment, and keeps their name', async () => {
  const { p } = await company();
  await submitSignUp(p, 'main', ada);
  await submitSignUp(p, 'japan', { ...ada, firstName: 'Eve' });
  const contact = await findContact(p, 'ada@example.com');
  expect(contact?.firstName).toBe('Ada');
  expect(contact?.enrolments.map((row) => row.program)).toEqual(['japan', 'main']);
  const last = (await factsOf(p, contact?.id ?? '')).at(-1);
  expect(last?.data.changes.map((change) => change.field)).toEqual(['status', 'referralCode', 'appliedAt']);
});

test('what is wrong is said by field, and leaves no trace', async () => {
  const { p, db } = await company();
  const result = await submitSignUp(p, 'main', { email: 'nobody', website: 'https://ada.example' });
  expect(result).toMatchObject({
    status: 'invalid',
    errors: { email: expect.stringContaining('email address') },
  });
  expect(await db.selectFrom('contacts').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('outbox').selectAll().execute()).toEqual([]);
});

test('the same new address, submitted at once through two processes, is one contact', async () => {
  const location = await temporaryLocation();
  const [one, two] = [await company(location), await company(location)];
  const ids = await Promise.all([one, two, one, two].map(({ p }) => signUp(p, 'ada@example.com')));
  expect(new Set(ids).size).toBe(1);
  expect(await factsOf(one.p, ids[0] ?? '')).toHaveLength(4);
});

test('a referral code that is taken is not given again, and broken randomness is noticed', async () => {
  const { p } = await company();
  const random = ['contact-a', 'same', 'event-a', 'contact-b', 'same', 'other', 'event-b', 'contact-c'];
  const stuttering = { ...p, randomId: () => random.shift() ?? 'same' };
  await signUp(stuttering, 'ada@example.com');
  await signUp(stuttering, 'bob@example.com');
  const codes = await p.db.selectFrom('enrolments').select('referral_code').distinct().execute();
  expect(codes).toHaveLength(2);
  await expect(signUp(stuttering, 'cyd@example.com')).rejects.toThrow(/randomId repeats itself/);
});
