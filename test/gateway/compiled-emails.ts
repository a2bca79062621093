import { builtInMails } from '../../src/email/built-in-mails.ts';
import type { CompiledEmail } from '../../src/email/compiled-email.ts';
import { renderEmail } from '../../src/email/render-email.ts';
import type { Mailer } from '../../src/email/send-mail.ts';
import { sampleEmails, sending } from '../email/sample-emails.ts';

const rendered = new Map<string, Promise<CompiledEmail>>();

/** The emails of the reference program, rendered when asked for. Their hashes are their names; others are not in the store. */
export const compiledEmail: Mailer['email'] = async (email) => {
  const name = 'builtIn' in email ? email.builtIn : email.hash;
  const source =
    'builtIn' in email ? builtInMails[email.builtIn] : sampleEmails().find((e) => e.name === name);
  if (!source) throw Object.assign(new Error('There is no such file.'), { code: 'ENOENT' });
  const known = rendered.get(name) ?? renderEmail(source, sending);
  rendered.set(name, known);
  return known;
};
