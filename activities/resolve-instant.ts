import { resolveInstant } from '../src/calendar/resolve-instant.ts';
import { findContact, type ContactView } from '../src/partners/find-contact.ts';
import type { InstantRequest } from '../src/program/commands.ts';
import type { Instant } from '../src/program/time.ts';
import type { ActivityPorts } from './ports.ts';

/** Resolves an instant by the contact's calendar, or by that of the only program where they have no zone. */
export async function resolveInstantFor(
  { partners }: ActivityPorts,
  { contactId, ...request }: { contactId: string } & InstantRequest,
): Promise<Instant> {
  return resolveInstant(request, await zoneOf(partners, contactId));
}

/** Resolves the instants that a job asks for by the way. */
export async function resolveAll(
  { partners }: ActivityPorts,
  contactId: string,
  requests: Record<string, InstantRequest> = {},
): Promise<Record<string, Instant>> {
  const names = Object.entries(requests);
  if (names.length === 0) return {};
  const zone = await zoneOf(partners, contactId);
  return Object.fromEntries(names.map(([name, request]) => [name, resolveInstant(request, zone)]));
}

async function zoneOf(partners: ActivityPorts['partners'], contactId: string): Promise<string> {
  return zoneOfContact(partners, await findContact(partners, contactId));
}

/** The zone by which a contact's days are counted: their own, or that of the first program they belong to. */
export function zoneOfContact(
  partners: ActivityPorts['partners'],
  contact: Pick<ContactView, 'timeZone' | 'enrolments'> | undefined,
): string {
  const program = contact?.enrolments[0]?.program ?? '';
  return contact?.timeZone ?? partners.settings().programs[program]?.timeZone ?? 'UTC';
}
