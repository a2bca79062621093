import { createHash } from 'node:crypto';
import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';
import type { MailEvent } from './mail-event.ts';
import { isAboutMailbox } from './mailbox-status.ts';

/** Header fields of one block by name in lower case (RFC 822 style, folded lines joined). */
type Fields = ReadonlyMap<string, string>;

/**
 * Reads a mail that reports of mails: a delivery status notification (RFC 3464) or a feedback report (RFC 5965). One
 * event for each recipient of whom it tells something bad; undefined when the mail is no such report.
 */
export async function readReport(raw: Uint8Array): Promise<MailEvent[] | undefined> {
  const email = await PostalMime.parse(raw, { forceRfc822Attachments: true, attachmentEncoding: 'utf8' });
  const status = partOf(email, 'message/delivery-status');
  const feedback = partOf(email, 'message/feedback-report');
  const said = status ?? feedback;
  if (said === undefined) return undefined;
  const messageId = reportedId(email);
  const about = { messageId, id: email.messageId ?? hashOf(`${messageId} ${said}`) };
  return status === undefined
    ? complaintIn(blocksOf(said)[0] ?? new Map(), email, about)
    : bouncesIn(blocksOf(said), about);
}

/** Names a report that has no Message-ID by what it says, so that no other one is taken for the same. */
function hashOf(said: string): string {
  return createHash('sha256').update(said.replace(/\s+/g, ' ').trim()).digest('hex');
}

interface About {
  /** Of the mail that is reported. */
  messageId: string | undefined;
  /** Of the report. */
  id: string;
}

/** The first block is about the message, each of the others about one recipient (RFC 3464 §2.3). */
function bouncesIn([, ...recipients]: readonly Fields[], about: About): MailEvent[] {
  return recipients.flatMap((fields, index) => {
    const kind = kindOf(fields);
    const address = addressIn(fields.get('original-recipient') ?? fields.get('final-recipient'));
    if (!kind || !address) return [];
    const reason =
      fields.get('diagnostic-code')?.replace(/^\s*smtp\s*;\s*/i, '') ?? fields.get('status') ?? '';
    return [eventOf(about, index, { kind, address, reason })];
  });
}

/** Whether delivery was given up, and for good (RFC 3463 §2: 5.x.x is permanent), or is still tried. */
function kindOf(fields: Fields): MailEvent['kind'] | undefined {
  const action = fields.get('action')?.toLowerCase();
  if (action === 'delayed') return 'soft-bounce';
  if (action !== 'failed') return undefined;
  // A comment may stand behind it.
  const [status = ''] = /^[\d.]+/.exec(fields.get('status') ?? '') ?? [];
  return isAboutMailbox(status) ? 'hard-bounce' : 'soft-bounce';
}

function complaintIn(fields: Fields, email: Email, about: About): MailEvent[] {
  const type = fields.get('feedback-type')?.toLowerCase();
  const address = addressIn(fields.get('original-rcpt-to')) ?? originalHeader(email, 'to');
  if (type === 'not-spam' || !address) return [];
  return [eventOf(about, 0, { kind: 'complaint', address, reason: `feedback report: ${type ?? 'abuse'}` })];
}

function eventOf(
  { messageId, id }: About,
  index: number,
  event: Pick<MailEvent, 'kind' | 'address' | 'reason'>,
): MailEvent {
  return { id: `${id}/${index}`, source: 'report', ...event, ...(messageId ? { messageId } : {}) };
}

/** The Message-ID of the mail that is reported: its headers, or all of it, come along (RFC 3462 §2). */
function reportedId(email: Email): string | undefined {
  return originalHeader(email, 'message-id');
}

function originalHeader(email: Email, name: string): string | undefined {
  const original = partOf(email, 'message/rfc822') ?? partOf(email, 'text/rfc822-headers');
  const value = original && blocksOf(original)[0]?.get(name);
  return name === 'message-id' ? /<[^<>\s]+>/.exec(value ?? '')?.[0] : addressIn(value);
}

function partOf({ attachments }: Email, type: string): string | undefined {
  const content = attachments.find(({ mimeType }) => mimeType === type)?.content;
  return content === undefined || typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/** `rfc822; ada@example.com`, or a mailbox. */
function addressIn(value: string | undefined): string | undefined {
  return /[^\s<>;,:"]+@[^\s<>;,:"]+/.exec(value ?? '')?.[0];
}

function blocksOf(text: string): Fields[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
    .map((block) => new Map(block.split('\n').flatMap(fieldIn)))
    .filter(({ size }) => size > 0);
}

function fieldIn(line: string): [string, string][] {
  const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
  return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()]];
}
