import type { Mailer } from '../src/email/send-mail.ts';
import type { Partners } from '../src/partners/partners.ts';

/** What the activities work with; tests pass the same real parts on other addresses. */
export interface ActivityPorts {
  partners: Partners;
  mailer: Mailer;
}
