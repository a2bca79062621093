import type { ExpectedEmail } from '../language/scenario.generated.ts';
import { addUtc, parseDuration, type Instant } from '../program/time.ts';
import { offsetOf } from './clock-text.ts';
import { matchInOrder } from './match-in-order.ts';
import type { Failure, Happening } from './report.ts';
import { textMatch } from './text-match.ts';

/** A mail of the timeline. */
export type SentEmail = Extract<Happening, { kind: 'email' }>;

/** How a list of expected mails is compared. */
export interface EmailComparison {
  /** What the mails are called in messages: `email` or `team email`. */
  noun: string;
  start: Instant;
  /** No mails but the expected ones. */
  noOthers: boolean;
}

/** Compares mails with the expected ones, in order of instants; those of one instant in any order. */
export function compareEmails(
  expected: ExpectedEmail[],
  sent: SentEmail[],
  { noun, start, noOthers }: EmailComparison,
): Failure[] {
  const lists = {
    expected: expected.map((email) => expectedLine(email)),
    happened: sent.map((email) => sentLine(email, start)),
  };
  const misspelt = expected.flatMap(patternsOf).filter((text) => !textMatch(text));
  if (misspelt.length > 0) {
    return misspelt.map((text) => ({ message: `“${text}” is not a regular expression`, ...lists }));
  }
  const matching = matchInOrder(expected, sent, (one, other) => differences(one, other, start).length === 0);
  const missing = expected[matching.length];
  if (missing) {
    const nearest = nearestOf(missing, matching, sent, start);
    return [
      {
        message: `${noun} ${matching.length + 1} did not come: ${expectedLine(missing)}${nearest}`,
        ...lists,
      },
    ];
  }
  const others = sent.filter((_email, index) => !matching.includes(index));
  if (!noOthers || others.length === 0) return [];
  const listed = others.map((email) => sentLine(email, start)).join('; ');
  return [{ message: `nobody expected this ${noun}: ${listed}`, ...lists }];
}

function patternsOf({ to, subject, contains }: ExpectedEmail): string[] {
  return [to, subject, contains].filter((text) => text !== undefined);
}

/** What a mail of the same template, not matched with another expectation, has that was not expected. */
function nearestOf(missing: ExpectedEmail, matching: number[], sent: SentEmail[], start: Instant): string {
  const [nearest] = sent
    .filter((email, index) => email.template === missing.template && !matching.includes(index))
    .map((email) => differences(missing, email, start))
    .toSorted((a, b) => a.length - b.length);
  if (!nearest) return '';
  return nearest.length > 0 ? ` (${nearest.join(', ')})` : ' (it came before one that is expected before it)';
}

function differences(expected: ExpectedEmail, sent: SentEmail, start: Instant): string[] {
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

/** A duration since the scenario's start, or an instant. Days are those of UTC. */
function instantOf(at: string, start: Instant): Instant {
  const duration = parseDuration(at);
  return duration ? addUtc(start, duration) : Date.parse(at);
}

function expectedLine({ template, at, to, subject, contains }: ExpectedEmail): string {
  return [
    template,
    ...(at === undefined ? [] : [`at ${at}`]),
    ...(to === undefined ? [] : [`to ${to}`]),
    ...(subject === undefined ? [] : [`“${subject}”`]),
    ...(contains === undefined ? [] : [`with “${contains}”`]),
  ].join(' ');
}

function sentLine({ template, at, to, subject }: SentEmail, start: Instant): string {
  return `${template} at ${offsetOf(at, start)} to ${to} “${subject}”`;
}
