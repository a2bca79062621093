/** RFC 5321 §4.5.3.1.3 allows no longer one. */
const LONGEST_ADDRESS = 254;

/** Whether somebody typed an email address where they are to sign in; whose it is, is looked up. */
export function isAddress(typed: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(typed) && typed.length <= LONGEST_ADDRESS;
}
