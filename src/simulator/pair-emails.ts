import type { ExpectedEmail } from '../language/scenario.generated.ts';
import { addUtc, parseDuration, type Instant } from '../program/time.ts';
import { offsetOf } from './clock-text.ts';
import { matchInOrder } from './match-in-order.ts';
import type { Happening } from './report.ts';
import { textMatch } from './text-match.ts';

/** A mail of the timeline. */
export type SentEmail = Extract<Happening, { kind: 'email' }>;

/** What became of an expected mail: it came, or another of the same template did, or none. */
export interface EmailPair {
  expected: ExpectedEmail;
  /** Index of the mail that came for it. */
  sent?: number;
  /** What that mail has that was not expected, in words; empty when it came as expected. */
  differences: string[];
}

/**
 * Finds the mail that came for each expected one. Those that came as expected are found first, in order of instants,
 * those of one instant in any order; what is left is paired with the nearest mail of the same template.
 */
export function pairEmails(
  expected: readonly ExpectedEmail[],
  sent: readonly SentEmail[],
  start: Instant,
): EmailPair[] {
  const pairs: EmailPair[] = expected.map((one) => ({ expected: one, differences: [] }));
  const taken = new Set<number>();
  const take = (pair: EmailPair, index: number, differences: string[]): void => {
    Object.assign(pair, { sent: index, differences });
    taken.add(index);
  };
  for (const [index, found] of matchedInPart(expected, sent, start)) {
    const pair = pairs[index];
    if (pair) take(pair, found, []);
  }
  for (const pair of pairs) {
    if (pair.sent !== undefined) continue;
    const nearest = nearestOf(pair.expected, sent, taken, start);
    if (nearest) take(pair, nearest.index, nearest.differences);
  }
  return pairs;
}

/** Matches the longest beginning of the list, and behind each one that did not come the rest again. */
function matchedInPart(
  expected: readonly ExpectedEmail[],
  sent: readonly SentEmail[],
  start: Instant,
): Map<number, number> {
  const found = new Map<number, number>();
  let from = 0;
  let reached = '';
  while (from < expected.length) {
    const taken = new Set(found.values());
    const rest = sent.flatMap((email, index) =>
      email.at >= reached && !taken.has(index) ? [{ ...email, index }] : [],
    );
    const matching = matchInOrder(
      expected.slice(from),
      rest,
      (one, other) => differencesOf(one, other, start).length === 0,
    );
    for (const [count, position] of matching.entries()) {
      const email = rest[position];
      if (!email) continue;
      found.set(from + count, email.index);
      reached = email.at;
    }
    // The next one did not come: what is expected behind it may have.
    from += matching.length + 1;
  }
  return found;
}

function nearestOf(
  wanted: ExpectedEmail,
  sent: readonly SentEmail[],
  taken: ReadonlySet<number>,
  start: Instant,
): { index: number; differences: string[] } | undefined {
  const [nearest] = sent
    .map((email, index) => ({ email, index }))
    .filter(({ email, index }) => email.template === wanted.template && !taken.has(index))
    .map(({ email, index }) => ({ index, differences: differencesOf(wanted, email, start) }))
    .toSorted((a, b) => a.differences.length - b.differences.length);
  if (!nearest) return undefined;
  const { index, differences } = nearest;
  const isOutOfOrder = differences.length === 0;
  return {
    index,
    differences: isOutOfOrder ? ['it came before one that is expected before it'] : differences,
  };
}

function differencesOf(expected: ExpectedEmail, sent: SentEmail, start: Instant): string[] {
  const { template, at, to, subject, contains } = expected;
  const addresses = [sent.to, ...sent.to.split(', ').flatMap((mailbox) => [mailbox, bareAddress(mailbox)])];
  return [
    template === sent.template ? '' : `its template is ${sent.template}`,
    at === undefined || instantOf(at, start) === Date.parse(sent.at)
      ? ''
      : `it came at ${offsetOf(sent.at, start)}`,
    to === undefined || addresses.some((address) => textMatch(to)?.is(address))
      ? ''
      : `it went to ${sent.to}`,
    subject === undefined || textMatch(subject)?.is(sent.subject) ? '' : `its subject is “${sent.subject}”`,
    contains === undefined || textMatch(contains)?.isIn(sent.text) ? '' : `it does not contain “${contains}”`,
  ].filter((difference) => difference !== '');
}

/** The address of `Kim <kim@example.com>`. */
function bareAddress(mailbox: string): string {
  return /<([^>]+)>/.exec(mailbox)?.[1] ?? mailbox;
}

/** The instant of an expectation: a duration since the scenario's start, or an instant. Days are those of UTC. */
export function instantOf(at: string, start: Instant): Instant {
  const duration = parseDuration(at);
  return duration ? addUtc(start, duration) : Date.parse(at);
}

/** An expected mail in one line. */
export function expectedLine({ template, at, to, subject, contains }: ExpectedEmail): string {
  return [
    template,
    ...(at === undefined ? [] : [`at ${at}`]),
    ...(to === undefined ? [] : [`to ${to}`]),
    ...(subject === undefined ? [] : [`“${subject}”`]),
    ...(contains === undefined ? [] : [`with “${contains}”`]),
  ].join(' ');
}
