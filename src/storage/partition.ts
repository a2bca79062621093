/** How many partitions the outbox has; a dispatcher leases them one by one. */
export const PARTITIONS = 16;

/**
 * The partition of a contact's outbox rows: FNV-1a (32 bits, Fowler, Noll and Vo) of the id, modulo 16.
 * It is stored with each row, so it may never change.
 */
export function partitionOf(contactId: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(contactId)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % PARTITIONS;
}
