import { createHash } from 'node:crypto';
import type { Partners } from './partners.ts';

/** Crockford's Base32 digits: without I, L, O and U, which are mistaken for others when read aloud. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new contact id: `c_` and 20 characters (100 bits), from nothing but randomness. */
export function newContactId(p: Partners): string {
  return `c_${randomDigits(p, 20).toLowerCase()}`;
}

/** A new referral code: 8 characters that are easy to read out, such as `7K2MQX4D`. */
export function newReferralCode(p: Partners): string {
  return randomDigits(p, 8);
}

/** A referral code as somebody typed it, in the form in which codes are stored. */
export function normalReferralCode(typed: string): string {
  return typed.trim().toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}

/** An address in the form in which contacts are compared: there is one contact per address. */
export function normalEmail(address: string): string {
  return address.trim().toLowerCase();
}

function randomDigits(p: Partners, length: number): string {
  const bytes = createHash('sha256').update(p.randomId()).digest();
  return Array.from(bytes.subarray(0, length), (byte) => DIGITS[byte % DIGITS.length]).join('');
}
