import { expect, test } from 'vitest';
import { findContact } from '../../src/partners/find-contact.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { changeSuspension } from '../../src/partners/suspend.ts';
import { company, factsOf, signUp, START } from './partner-company.ts';

/** A company whose program `main` approves by rule; `japan` does not. */
async function openCompany() {
  const { p, ...rest } = await company();
  const settings = structuredClone(p.settings());
  Object.assign(settings.programs['main'] ?? {}, { approval: 'automatic' });
  return { p: { ...p, settings: () => settings }, before: p, ...rest };
}

test('whoever applies is a partner with the same fact, and earns from the first sale on', async () => {
  const { p } = await openCompany();
  const contactId = await signUp(p, 'ada@example.com');
  expect(await findContact(p, contactId)).toMatchObject({
    enrolments: [{ status: 'approved', appliedAt: START, approvedAt: START }],
  });
  const facts = await factsOf(p, contactId);
  expect(facts.map(({ type }) => type)).toEqual(['form-submitted']);
  expect(facts[0]?.data.changes.filter(({ field }) => /^(status|approvedAt)$/.test(field))).toEqual([
    { field: 'status', before: null, after: 'applied' },
    { field: 'status', before: 'applied', after: 'approved' },
    { field: 'approvedAt', before: null, after: START },
  ]);
  const sale = { id: 's-1', partner: { contactId }, amount: 100, currency: 'USD' };
  expect(await recordSale(p, sale)).toMatchObject({ commission: 2_000 });
});

test('who applies again stays as they are: suspended, or an applicant of before', async () => {
  const { p, before } = await openCompany();
  const ada = await signUp(p, 'ada@example.com');
  await changeSuspension(p, { contact: ada, to: 'suspended', by: 'kim@example.com' });
  const grace = await signUp(before, 'grace@example.com');
  const statuses = [];
  for (const [id, email] of [
    [ada, 'ada@example.com'],
    [grace, 'grace@example.com'],
  ] as const) {
    await submitSignUp(p, 'main', { email, website: 'https://ada.example' });
    statuses.push((await findContact(p, id))?.enrolments[0]?.status);
  }
  expect(statuses).toEqual(['suspended', 'applied']);
});

test('another program of the same person asks its own team', async () => {
  const { p } = await openCompany();
  const id = await signUp(p, 'ada@example.com');
  await signUp(p, 'ada@example.com', 'japan');
  const contact = await findContact(p, id);
  expect(contact?.enrolments.map(({ program, status }) => [program, status])).toEqual([
    ['japan', 'applied'],
    ['main', 'approved'],
  ]);
});
