import { createHash } from 'node:crypto';
import type { Origin } from '../program/commands.ts';

/**
 * The `Idempotency-Key` of a call: the same for each attempt of one place, and for no other, so that who is called can
 * tell a repetition. A hash, for it tells nothing of the contact.
 */
export function idempotencyKeyOf(contactId: string, { map, entry }: Pick<Origin, 'map' | 'entry'>): string {
  const key = JSON.stringify([contactId, map, entry]);
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}
