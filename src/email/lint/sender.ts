import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { domainOf, parseMailbox } from '../mailbox.ts';
import { placeOf, type SourceFile } from './looked-at.ts';

/** Providers of mailboxes whose DMARC policy (RFC 7489) is to refuse what others send in their name. */
const PROVIDERS =
  /^(gmail|googlemail|yahoo|ymail|aol|outlook|hotmail|live|msn|icloud|me|gmx|web|proton|protonmail)\.[a-z.]+$/;

/** The sender of all mails is one that servers let in and people can answer. */
export function sender(from: string, file: SourceFile): Diagnostic[] {
  const { address } = parseMailbox(from);
  const domain = domainOf(address);
  const found = PROVIDERS.test(domain)
    ? {
        problem: `is a mailbox at ${domain}, which refuses mail that others send in its name`,
        fix: 'Write from an address of a domain of your own.',
      }
    : /^(no-?reply|do-?not-?reply)[^@]*@/i.test(address)
      ? {
          problem: 'says that nobody may answer',
          fix: 'Write from an address that somebody reads: an answer is the best sign that mail is wanted.',
        }
      : undefined;
  return found ? [diagnostic('MW607', { address, ...found }, placeOf(address, [file]))] : [];
}
