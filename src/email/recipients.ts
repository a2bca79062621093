import type { MailRequest } from '../program/commands.ts';
import type { SendingPolicy } from '../program/settings.ts';
import { parseMailbox, type Mailbox } from './mailbox.ts';
import type { Recipients } from './sending-rules.ts';

/**
 * Who gets a mail, with teams as they are now; or the name of a team that is not, or no longer, in sending.yaml.
 * Nobody gets it twice: who is written to gets no copy.
 */
export function recipientsOf(
  { teams }: SendingPolicy,
  { to, cc = [] }: Pick<MailRequest, 'to' | 'cc'>,
  contact: Mailbox,
): Recipients | { missing: string } {
  const written = to === 'contact' ? [] : ['team' in to ? to.team : to.address];
  const missing = [...written, ...cc].find((name) => isTeam(name) && !teams[name]?.length);
  if (missing !== undefined) return { missing };
  const people = (name: string) => (isTeam(name) ? (teams[name] ?? []) : [name]).map(parseMailbox);
  const reached = to === 'contact' ? [contact] : written.flatMap(people);
  const known = new Set(reached.map(({ address }) => address.toLowerCase()));
  const copies = cc.flatMap(people).filter(({ address }) => {
    const isNew = !known.has(address.toLowerCase());
    known.add(address.toLowerCase());
    return isNew;
  });
  return { to: reached, cc: copies };
}

/** Names of teams have no `@`. */
function isTeam(recipient: string): boolean {
  return !recipient.includes('@');
}
