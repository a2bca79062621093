import type { EmailSource } from '../../compiler/compilation.ts';
import { builtInMails } from '../../email/built-in-mails.ts';
import type { CompiledEmail } from '../../email/compiled-email.ts';
import type { EmailLoader } from '../email-loader.ts';

/** What of an email decides who gets it. */
export type EmailHead = Pick<EmailSource, 'name' | 'hash' | 'topic'>;

/** Gives emails without their texts, where mails are counted and not written. */
export function blankEmails(heads: readonly EmailHead[]): EmailLoader {
  const blank = ({ name, hash, topic }: EmailHead): CompiledEmail => ({
    name,
    hash,
    ...(topic === undefined ? {} : { topic }),
    subject: '',
    html: '',
    text: '',
  });
  const known = new Map(heads.map((head) => [head.hash, blank(head)]));
  return (email) => {
    const found = 'builtIn' in email ? blank(builtInMails[email.builtIn]) : known.get(email.hash);
    if (!found) throw new Error(`No email ${JSON.stringify(email)} was compiled.`);
    return Promise.resolve(found);
  };
}
