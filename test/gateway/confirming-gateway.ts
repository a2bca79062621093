import { confirmationUrl } from '../../src/partners/confirm-sign-up.ts';
import type { PartnerProgram } from '../../src/program/settings.ts';
import { SETTINGS } from './settings.ts';
import { startTestGateway, type TestGateway } from './test-gateway.ts';

/** A gateway whose program `main` asks for a confirmation of the address. */
export async function startConfirmingGateway(): Promise<TestGateway> {
  const main = SETTINGS.programs['main'] as PartnerProgram;
  const signUpForm = { id: 'partner-sign-up', fields: [], ...main.signUpForm, confirmEmail: true as const };
  const settings = { ...SETTINGS, programs: { ...SETTINGS.programs, main: { ...main, signUpForm } } };
  const gateway = await startTestGateway();
  gateway.partners.settings = () => settings;
  return gateway;
}

/** The path of the newest link, as the mail holds it. */
export async function newestLink({ partners }: TestGateway): Promise<string> {
  const { id } = await partners.db
    .selectFrom('sign_up_confirmations')
    .select('id')
    .orderBy('requested_at', 'desc')
    .executeTakeFirstOrThrow();
  return new URL(confirmationUrl(partners, id)).pathname;
}
