import { addressOf } from './list-query.ts';
import type { SignedIn } from './session.ts';

/**
 * The address of a page of the partner center. It names the program where the partner has several, so that two tabs may
 * show two of them, and Back leads to the one that was shown.
 */
export function centerAddress(
  path: string,
  { program, programs }: Pick<SignedIn, 'program' | 'programs'>,
  query: Readonly<Record<string, string>> = {},
): string {
  return addressOf(path, programs.length > 1 ? { program: program.name } : {}, query);
}
