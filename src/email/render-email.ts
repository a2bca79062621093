import type { EmailSource } from '../compiler/compilation.ts';
import type { SendingPolicy } from '../program/settings.ts';
import { EmailError } from './compiled-email.ts';
import type { CompiledEmail } from './compiled-email.ts';
import { escapeHtml } from './escape-html.ts';
import { mjmlToHtml } from './html-part.ts';
import { parseMailbox } from './mailbox.ts';
import { markdownToHtml } from './markdown.ts';
import { tagShield } from './merge-tags.ts';
import type { TagShield } from './merge-tags.ts';
import { checkTemplate } from './merge-template.ts';
import { builtInShell, ownShell, writtenIn } from './shell.ts';
import { htmlToPlainText } from './text-part.ts';

/** The foot of a marketing mail whose author has no place for the link; text around it keeps it from being a button. */
const FOOT =
  'You get this mail because you subscribed to it. [Unsubscribe or choose your mails]({{unsubscribe.url}})';

/**
 * Renders an email at release time: Markdown, shell, HTML and text part, with its merge tags kept as they
 * were written, so that sending only merges.
 * @throws EmailError naming the email, when a tag or the layout is malformed.
 */
export async function renderEmail(source: EmailSource, sending: SendingPolicy): Promise<CompiledEmail> {
  try {
    const shield = tagShield(source.subject, source.preheader ?? '', source.body, source.layout ?? '');
    const { body, layout = '' } = source;
    const canLeave = sending.topics?.[source.topic ?? '']?.marketing === true;
    // What the layout offers is in the HTML part only.
    const forHtml = canLeave ? withUnsubscribeLink(body, body + layout) : body;
    const forText = canLeave ? withUnsubscribeLink(body, body) : body;
    const email = {
      subject: source.subject,
      html: shield.restore(await htmlPart(source, shield.hide(forHtml), sending, shield)),
      text: shield.restore(textPart(shield.hide(forText), sending, shield)),
    };
    Object.values(email).forEach(checkTemplate);
    return {
      name: source.name,
      hash: source.hash,
      ...email,
      ...(source.preheader === undefined ? {} : { preheader: source.preheader }),
      ...(source.topic === undefined ? {} : { topic: source.topic }),
    };
  } catch (error) {
    if (!(error instanceof EmailError)) throw error;
    throw new EmailError(`Email "${source.name}": ${error.message}`, { cause: error });
  }
}

/** Whoever gets marketing mail can leave it, also by programs that know no header for that; `shown` may offer it already. */
function withUnsubscribeLink(body: string, shown: string): string {
  if (/\{\{\s*unsubscribe\.url\s*\}\}/.test(shown)) return body;
  return `${body.trimEnd()}\n\n---\n\n${FOOT}\n`;
}

async function htmlPart(
  source: EmailSource,
  body: string,
  sending: SendingPolicy,
  shield: TagShield,
): Promise<string> {
  const sender = parseMailbox(sending.from);
  const parts = {
    lang: writtenIn(source.lang),
    subject: escapeHtml(shield.hide(source.subject)),
    preheader: escapeHtml(shield.hide(source.preheader ?? '')),
    brand: escapeHtml(sender.name ?? sender.address),
    postalAddress: escapeHtml(sending.postalAddress.trim()).replaceAll('\n', '<br>'),
    body: markdownToHtml(body, shield, 'mail'),
  };
  const mjml = source.layout === undefined ? builtInShell(parts) : ownShell(source.layout, parts);
  return await mjmlToHtml(shield.hide(mjml));
}

/** `-- ` opens the signature by old custom (RFC 3676 §4.3); mail programs fold it away when quoting. */
function textPart(body: string, sending: SendingPolicy, shield: TagShield): string {
  const text = htmlToPlainText(markdownToHtml(body, shield, 'plain'));
  return `${text}\n\n-- \n${sending.postalAddress.trim()}\n`;
}
