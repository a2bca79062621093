import { parseMailbox } from '../email/mailbox.ts';
import { normalEmail } from './identity.ts';
import type { Partners } from './partners.ts';

/** Names of the teams of sending.yaml that an address belongs to, as of the current release; sorted. */
export function teamsOf(p: Pick<Partners, 'settings'>, address: string): string[] {
  const wanted = normalEmail(address);
  return Object.entries(p.settings().sending.teams)
    .filter(([, people]) => people.some((person) => normalEmail(parseMailbox(person).address) === wanted))
    .map(([team]) => team)
    .sort();
}
