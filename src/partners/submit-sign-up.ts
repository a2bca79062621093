import { transact } from '../storage/transact.ts';
import { recruiterOf, type CameBy } from './attribution.ts';
import { requestConfirmation } from './confirm-sign-up.ts';
import { readForm } from './form-values.ts';
import { atOneInstant, type Partners } from './partners.ts';
import { recordSignUp } from './record-sign-up.ts';

/**
 * `to-confirm`: it counts when the link in a mail is used. `mail`: false where the address has been sent enough mails
 * for now, which is for the log and not for whoever filled in the form.
 * `errors`: what is wrong, by field, in words for the person who filled in the form.
 */
export type SignUpResult =
  | { status: 'accepted' }
  | { status: 'to-confirm'; mail: boolean }
  | { status: 'invalid'; errors: Record<string, string> };

/**
 * Takes a submitted sign-up form: the application, or the question whether the address is theirs, in one transaction.
 * The answer is the same whether the address is known or not: it tells a stranger nothing.
 * @throws when the program does not exist or has no form; whoever shows the form has checked that.
 */
export async function submitSignUp(
  p: Partners,
  name: string,
  submitted: Record<string, string>,
  { consents = false, cameBy = {} }: { consents?: boolean; cameBy?: CameBy } = {},
): Promise<SignUpResult> {
  const program = p.settings().programs[name];
  const form = program?.signUpForm;
  if (!form) throw new Error(`The partner program “${name}” has no sign-up form.`);
  const reading = readForm(form, submitted);
  if (reading.status === 'invalid') return reading;
  const { values } = reading;
  const here = atOneInstant(p);
  const consent = form.consent && { ...form.consent, ticked: consents };
  return transact(p.db, async (trx) => {
    const recruiter = await recruiterOf(trx, program, cameBy, here.now());
    const signUp = { program: name, recruiter, ...(consent ? { consent } : {}) };
    if (form.confirmEmail) {
      const email = String(values['email']);
      const mail = await requestConfirmation(here, trx, { ...signUp, email, submitted });
      return { status: 'to-confirm', mail };
    }
    await recordSignUp(here, trx, { ...signUp, form: form.id, values });
    return { status: 'accepted' };
  });
}
