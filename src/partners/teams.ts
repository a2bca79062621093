import { parseMailbox } from '../email/mailbox.ts';
import { normalEmail } from './identity.ts';
import type { Partners } from './partners.ts';
import type { Reach } from './reach.ts';

/** What somebody may do in the console, the least first: each may do what those before it may. */
export const ROLES = ['viewer', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What the teams of sending.yaml make of an address. */
export interface Standing {
  /** The highest of their roles: what they do that belongs to no team goes by it. */
  role: Role;
  /** Names of teams, sorted: their own, or an admin's all. */
  teams: string[];
  /** Whose questions they see, and whose they answer. An admin's reach outlasts teams that are no more. */
  sees: Reach;
  decides: Reach;
}

/** Names of the teams of sending.yaml that an address belongs to, as of the current release; sorted. */
export function teamsOf(p: Pick<Partners, 'settings'>, address: string): string[] {
  return Object.entries(p.settings().sending.teams)
    .filter(([, people]) => people.some((person) => isSame(person, address)))
    .map(([team]) => team)
    .sort();
}

/** What an address may see and do, as of the current release; undefined where it belongs to no team. */
export function standingOf(p: Pick<Partners, 'settings'>, address: string): Standing | undefined {
  const teams = teamsOf(p, address);
  if (teams.length === 0) return undefined;
  const { teams: all, roles = [] } = p.settings().sending;
  const roleIn = (team: string): Role =>
    roles.find((one) => one.team === team && isSame(one.address, address))?.role ?? 'approver';
  const own = teams.map(roleIn);
  if (own.includes('admin'))
    return { role: 'admin', teams: Object.keys(all).sort(), sees: 'all', decides: 'all' };
  const decides = teams.filter((team) => roleIn(team) === 'approver');
  return { role: decides.length > 0 ? 'approver' : 'viewer', teams, sees: teams, decides };
}

/** sending.yaml writes people as addresses, settings of older releases also as mailboxes. */
function isSame(person: string, address: string): boolean {
  return normalEmail(parseMailbox(person).address) === normalEmail(address);
}
