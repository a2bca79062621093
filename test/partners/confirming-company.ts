import type { PartnerProgram } from '../../src/program/settings.ts';
import { company, FORM_FIELDS } from './partner-company.ts';

/** A company whose program `main` asks for a confirmation of the address. */
export async function confirmingCompany(file?: string) {
  const { p: plain, db, clock } = await company(file);
  const { programs, ...rest } = plain.settings();
  const main = programs['main'] as PartnerProgram;
  const form = {
    id: 'main-sign-up',
    confirmEmail: true as const,
    fields: FORM_FIELDS,
    consent: { topic: 'news', text: 'Send me news' },
  };
  const p = {
    ...plain,
    settings: () => ({ ...rest, programs: { ...programs, main: { ...main, signUpForm: form } } }),
  };
  return { p, db, clock, form };
}
