import { Problem } from './problem.ts';
import { formValue } from './security.ts';

/** The longest reason, in characters. */
export const LONGEST_REASON = 1_000;

/** The reason that a form of the console gives; undefined for none. Throws a Problem (422, `title`) where it is too long. */
export function readReason(body: unknown, title: string): string | undefined {
  const reason = formValue(body, 'reason').replaceAll('\r\n', '\n').trim();
  if (reason.length <= LONGEST_REASON) return reason === '' ? undefined : reason;
  throw new Problem({
    status: 422,
    code: 'long-reason',
    title,
    detail: `The reason has ${reason.length} characters, and ${LONGEST_REASON} are taken. Go back and shorten it.`,
    next: { href: '/console', label: 'Back to the applications' },
  });
}
