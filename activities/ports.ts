import type { Mailer } from '../src/email/send-mail.ts';
import type { Partners } from '../src/partners/partners.ts';
import type { FallingDue } from '../src/program/due.ts';
import type { WebhookSettings } from '../src/webhooks/settings.ts';
import type { OwnActivity } from './own-activity.ts';

/** What the activities work with; tests pass the same real parts on other addresses. */
export interface ActivityPorts {
  partners: Partners;
  mailer: Mailer;
  /** Activities of one's own, by name. */
  own: ReadonlyMap<string, OwnActivity>;
  /** What of the current release depends on facts that fall due; `partners.settings()` is of that release afterwards. */
  falling: () => Promise<FallingDue>;
  webhooks: WebhookSettings;
}
