import PostalMime from 'postal-mime';
import type { Address, Email } from 'postal-mime';

/** A mail in the list. Absent where the mail has no such header. */
export interface InboxSummary {
  /** Name of its file, which begins with the time of arrival: ids sort by time. */
  id: string;
  /** With angle brackets. */
  messageId?: string;
  /** Addresses only. */
  to: string[];
  /** As the mail program shows it: name, or address. */
  from: string;
  subject: string;
  /** RFC 3339. */
  receivedAt: string;
  /** The email's name (X-Mapwright-Template). */
  template?: string;
  /** `map/step#entry` (X-Mapwright-Entry). */
  entry?: string;
}

/** A mail with its parts. */
export interface InboxMessage extends InboxSummary {
  text: string;
  html: string;
  /** In the order of the mail; names in lower case. */
  headers: { name: string; value: string }[];
  /** As it came over the wire. */
  raw: Buffer;
}

/** What the list shows of a mail. */
export async function summaryOf(id: string, raw: Buffer): Promise<InboxSummary> {
  return summarise(id, await parse(raw));
}

/** The whole mail. */
export async function readMessage(id: string, raw: Buffer): Promise<InboxMessage> {
  const email = await parse(raw);
  return {
    ...summarise(id, email),
    text: email.text ?? '',
    html: email.html ?? '',
    headers: email.headers.map(({ key, value }) => ({ name: key, value })),
    raw,
  };
}

function summarise(id: string, email: Email): InboxSummary {
  const header = (name: string): string | undefined => email.headers.find(({ key }) => key === name)?.value;
  const template = header('x-mapwright-template');
  const entry = header('x-mapwright-entry');
  return {
    id,
    to: (email.to ?? []).flatMap(addresses),
    from: email.from?.name || email.from?.address || '',
    subject: email.subject ?? '',
    receivedAt: timeOf(id),
    ...(email.messageId === undefined ? {} : { messageId: email.messageId }),
    ...(template === undefined ? {} : { template }),
    ...(entry === undefined ? {} : { entry }),
  };
}

function addresses({ address, group }: Address): string[] {
  return group ? group.map((member) => member.address) : [address ?? ''];
}

/** Whatever arrives is shown: something that is no mail at all appears without headers. */
async function parse(raw: Buffer): Promise<Email> {
  return await PostalMime.parse(raw).catch((): Email => ({ headers: [], headerLines: [], attachments: [] }));
}

const TIME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/;

function timeOf(id: string): string {
  return id.replace(TIME, '$1-$2-$3T$4:$5:$6.$7Z ').split(' ')[0] ?? '';
}
