import { nextOccurrence } from '../src/calendar/date-occurrences.ts';
import { resolveInstant } from '../src/calendar/resolve-instant.ts';
import { zoneOfContact } from '../src/partners/contact-zone.ts';
import { findContact } from '../src/partners/find-contact.ts';
import type { DateOccurrence, DateRequest, InstantRequest } from '../src/program/commands.ts';
import type { Instant } from '../src/program/time.ts';
import type { ActivityPorts } from './ports.ts';

/** Resolves an instant by the contact's calendar, or by that of the only program where they have no zone. */
export async function resolveInstantFor(
  { partners }: ActivityPorts,
  { contactId, ...request }: { contactId: string } & InstantRequest,
): Promise<Instant> {
  return resolveInstant(request, await zoneOf(partners, contactId));
}

/** Finds out when a date comes by the contact's calendar. */
export async function findDateFor(
  { partners }: ActivityPorts,
  { contactId, ...request }: { contactId: string } & DateRequest,
): Promise<DateOccurrence | null> {
  return nextOccurrence(request, await zoneOf(partners, contactId)) ?? null;
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
  return zoneOfContact(await findContact(partners, contactId), partners.settings());
}
