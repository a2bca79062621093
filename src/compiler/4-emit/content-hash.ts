import { createHash } from 'node:crypto';
import { canonicalJson } from '../../program/canonical.ts';

/** The address of a value: the first 16 hexadecimal digits (lower case) of the SHA-256 of its canonical JSON. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 16);
}
