import type { MailRecord, MailRef } from '../../partners/sent-mail.ts';
import type { SoftBounce } from '../../partners/soft-bounces.ts';
import { html, type Fragment } from './html.ts';
import { SAME_MOMENT_MS, type TimelineLine } from './timeline-line.ts';
import { when, type Reader } from './when.ts';
import type { Wordbook } from './wordbook.ts';

/** Why a mail was not sent, in words. */
const SKIPPED: Record<string, string> = {
  suppressed: 'nothing is sent to the address any more, for it does not work or its reader complained',
  'not-approved': 'the partner was not approved at that moment',
  unsubscribed: 'the contact has unsubscribed from this topic',
  capped: 'the contact had had as many mails as the limit allows',
  'held-too-long': 'it had been held for longer than quiet hours allow',
  'already-decided': 'the question was answered in the meantime',
};

/** Which rule holds a mail, in words. */
const HELD: Record<string, string> = {
  'quiet-hours': 'for quiet hours',
  cap: 'because the contact has had as many mails as the limit allows',
  breaker: 'by the breaker, because too many mails went out at once',
  rate: 'for its turn, so that the mail server is not flooded',
};

/** What a mail system told of a mail that it had taken. */
const FEEDBACK: Record<NonNullable<MailRecord['feedback']>, string> = {
  'soft-bounce': 'It came back for now: a temporary failure.',
  'hard-bounce': 'It came back: the address does not work.',
  complaint: 'Its reader called it spam.',
};

/** What became of a mail. */
export function verdictOf(mail: MailRecord, reader: Reader): { badge: string; text?: Fragment } {
  const { status, verdict, resends, heldUntil, quietSince, feedback, isRetracted } = mail;
  if (isRetracted) {
    return {
      badge: 'retracted',
      text: `Not sent: it was held ${HELD[verdict ?? ''] ?? ''}, and what it told of no longer held good.`,
    };
  }
  const copies =
    resends > 0 &&
    `Sent again ${resends === 1 ? 'once' : `${resends} times`} after an interruption, under the same Message-ID: at most ${resends + 1} copies. `;
  switch (status) {
    case 'sent': {
      const hours =
        quietSince !== null &&
        heldUntil !== null &&
        html`Held for quiet hours from ${when(quietSince, reader)} to ${when(heldUntil, reader)}. `;
      return { badge: 'sent', text: textOf(hours, copies, feedback && FEEDBACK[feedback]) };
    }
    case 'held':
      return {
        badge: 'held',
        text: html`Held ${HELD[verdict ?? ''] ?? verdict}, until ${heldUntil && when(heldUntil, reader)}.`,
      };
    case 'claimed':
      return { badge: 'being sent', text: textOf(copies) };
    case 'skipped':
      return {
        badge: 'skipped',
        text: `Not sent: ${SKIPPED[verdict ?? ''] ?? verdict ?? 'no reason is on record'}.`,
      };
    case 'refused':
      return { badge: 'refused', text: verdict ?? 'The mail server gave no reason.' };
  }
}

/** Undefined where there is nothing to say. */
function textOf(...remarks: Fragment[]): Fragment {
  const said = remarks.filter(Boolean);
  return said.length > 0 ? said : undefined;
}

/** The address of a mail's page. */
export function mailPath({ contactId, map, entry, index }: MailRef): string {
  return `/console/contacts/${contactId}/mails/${encodeURIComponent(map)}/${entry}/${index}`;
}

/** A mail with its verdict and the way to its copy. */
export function mailLine(mail: MailRecord, words: Wordbook, reader: Reader): TimelineLine {
  const { badge, text } = verdictOf(mail, reader);
  const tone = badge === 'sent' ? 'mail' : badge === 'refused' ? 'bad' : 'plain-badge';
  const whence = [words.map(mail.map), words.step(mail.map, mail.step), mail.template];
  const details: Fragment = [
    text && html`<p class="under">${text}</p>`,
    html`<p class="under">${[...new Set(whence)].join(' · ')}</p>`,
  ];
  return {
    tone,
    title: html`Mail <a href="${mailPath(mail)}">${mail.subject ?? mail.template}</a>
      <span class="badge ${tone === 'mail' ? 'good' : tone}">${badge}</span>`,
    details,
  };
}

/** What a mail system told of a mail that it did not get through, and will not try again. */
export function softBounceLine({ mail, reason, time, at }: SoftBounce, reader: Reader): TimelineLine {
  const isLate = Math.abs(time - at) >= SAME_MOMENT_MS;
  return {
    tone: 'bad',
    title: html`${mail ? html`Mail <a href="${mailPath(mail)}">${mail.title}</a>` : 'A mail'} came back for
    now`,
    details: html`<p class="under">${reason}</p>
      <p class="under">
        A temporary failure: later mails are sent.${isLate && html` Happened ${when(time, reader)}.`}
      </p>`,
  };
}
