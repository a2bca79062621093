import type { Logger } from 'pino';
import { builtInMails } from '../email/built-in-mails.ts';
import type { CompiledEmail } from '../email/compiled-email.ts';
import { sendConfirmations } from '../email/send-confirmations.ts';
import type { Mailer } from '../email/send-mail.ts';
import { confirmationUrl } from '../partners/confirm-sign-up.ts';
import type { Partners } from '../partners/partners.ts';
import { startRounds, type Rounds } from './rounds.ts';

/** How often mails that another process has asked for, or that are to be tried again, are looked for, in milliseconds. */
const EVERY_MS = 1_000;

/** Mails the links that confirm applications, soon after they are asked for, and as long as the stack runs. */
export function startConfirmations(options: {
  mailer: Mailer;
  /** Loads a compiled email by hash. */
  load: (hash: string) => Promise<CompiledEmail>;
  partners: Partners;
  log: Logger;
}): Rounds {
  const { mailer, load, partners, log } = options;
  const confirmationMailer = {
    ...mailer,
    email: () => load(builtInMails['confirm-sign-up'].hash),
    programs: () => partners.settings().programs,
    urlOf: (id: string) => confirmationUrl(partners, id),
    log,
  };
  return startRounds(
    () => sendConfirmations(confirmationMailer),
    EVERY_MS,
    (err) => log.error({ err }, 'Confirmation mails could not be sent and are tried again.'),
  );
}
