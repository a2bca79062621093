import type { MailEvent } from './mail-event.ts';

/**
 * A request of Postmark's bounce and spam complaint webhooks, as far as it is read
 * (https://postmarkapp.com/developer/webhooks/bounce-webhook, …/spam-complaint-webhook).
 */
interface PostmarkRecord {
  RecordType?: unknown;
  ID?: unknown;
  /** https://postmarkapp.com/developer/api/bounce-api#bounce-types */
  Type?: unknown;
  Email?: unknown;
  Description?: unknown;
  Details?: unknown;
  BouncedAt?: unknown;
  /** Postmark sends no mail there any more. */
  Inactive?: unknown;
}

/** The event of a request; `ignored` when it tells of something else, undefined when it is no record of Postmark's. */
export function readPostmark(body: object): MailEvent | 'ignored' | undefined {
  const { RecordType: record, ID: id, Email: address, BouncedAt: at, ...rest } = body as PostmarkRecord;
  if (typeof record !== 'string') return undefined;
  if (record !== 'Bounce' && record !== 'SpamComplaint') return 'ignored';
  if (typeof id !== 'number' || typeof address !== 'string') return undefined;
  const instant = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  return {
    id: String(id),
    source: 'postmark',
    kind: record === 'SpamComplaint' ? 'complaint' : kindOf(rest),
    address,
    reason: [rest.Details, rest.Description].filter(isText)[0] ?? '',
    ...(Number.isNaN(instant) ? {} : { at: instant }),
  };
}

/** Types after which a mailbox is given up; all others may pass, unless Postmark itself has given it up. */
const HARD = new Set<unknown>(['HardBounce', 'BadEmailAddress', 'ManuallyDeactivated', 'AddressChange']);

function kindOf({ Type: type, Inactive: inactive }: PostmarkRecord): MailEvent['kind'] {
  if (type === 'SpamComplaint') return 'complaint';
  return HARD.has(type) || inactive === true ? 'hard-bounce' : 'soft-bounce';
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
