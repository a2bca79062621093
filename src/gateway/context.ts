import type { Mailer } from '../email/send-mail.ts';
import type { SendPartnerLinks, SendSignInLink } from '../email/send-sign-in-link.ts';
import type { Partners } from '../partners/partners.ts';
import type { Program } from '../program/program.ts';
import type { Instant } from '../program/time.ts';

/** What the routes work with. */
export interface GatewayContext {
  partners: Partners;
  /** The maps of the current release: they say what the milestones in a run's memory count. */
  maps: () => readonly Program[];
  /** Standard Webhooks secret: `whsec_` and base64. */
  webhookSecret: string;
  /** Verification key of SendGrid’s signed event webhook; absent: its events are not taken. */
  sendGridKey?: string;
  now: () => Instant;
  /** Mails a sign-in link to somebody of a team. */
  sendSignInLink: SendSignInLink;
  /** Mails sign-in links to a partner. */
  sendPartnerLinks: SendPartnerLinks;
  /** The host of the OpenID Provider by which teams sign in; absent where there is none. */
  openIdHost?: string;
  /** Loads a compiled email, to show what was sent. */
  email: Mailer['email'];
  /** Where runs can be looked at; absent where there is no Temporal UI. */
  temporalUi?: { url: string; namespace: string };
  /** Called after facts were committed: wakes the dispatcher. */
  onCommitted: () => void;
  /** Whether what this process depends on can be reached; `detail` says so by name, without secrets. */
  ready: () => Promise<{ ok: boolean; detail: Record<string, string> }>;
}
