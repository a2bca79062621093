import type { ExpectedEmail } from '../language/scenario.generated.ts';
import type { Instant } from '../program/time.ts';
import { offsetOf } from './clock-text.ts';
import { expectedLine, pairEmails, type SentEmail } from './pair-emails.ts';
import type { Failure } from './report.ts';
import { textMatch } from './text-match.ts';

/** How a list of expected mails is compared. */
export interface EmailComparison {
  /** What the mails are called in messages: `email` or `team email`. */
  noun: string;
  /** The key under `expect` that holds the list. */
  key: 'emails' | 'teamEmails';
  start: Instant;
  /** No mails but the expected ones. */
  noOthers: boolean;
}

/** Compares mails with the expected ones: a failure for each that did not come, and one for those nobody expected. */
export function compareEmails(
  expected: readonly ExpectedEmail[],
  sent: readonly SentEmail[],
  { noun, key, start, noOthers }: EmailComparison,
): Failure[] {
  const lists = {
    expected: expected.map((email) => expectedLine(email)),
    happened: sent.map((email) => sentLine(email, start)),
  };
  const misspelt = expected.flatMap(patternsOf).filter(([, text]) => !textMatch(text));
  if (misspelt.length > 0) {
    return misspelt.map(([name, text]) => ({
      message: `“${text}” is not a regular expression`,
      ...lists,
      path: ['expect', key, expected.findIndex((one) => one[name] === text), name],
    }));
  }
  const pairs = pairEmails(expected, sent, start);
  const missing = pairs.flatMap(({ expected: one, sent: index, differences }, position): Failure[] => {
    if (index !== undefined && differences.length === 0) return [];
    const nearest = index === undefined ? '' : ` (${differences.join(', ')})`;
    const message = `${noun} ${position + 1} did not come: ${expectedLine(one)}${nearest}`;
    return [{ message, ...lists, path: ['expect', key, position] }];
  });
  const others = sent.filter((_email, index) => !pairs.some((pair) => pair.sent === index));
  if (!noOthers || others.length === 0) return missing;
  const listed = others.map((email) => sentLine(email, start)).join('; ');
  return [
    ...missing,
    {
      message: `nobody expected this ${noun}: ${listed}`,
      ...lists,
      path: ['expect', expected.length > 0 && key === 'emails' ? 'noOtherEmails' : key],
    },
  ];
}

type TextKey = 'to' | 'subject' | 'contains';

function patternsOf(email: ExpectedEmail): [TextKey, string][] {
  return (['to', 'subject', 'contains'] as const).flatMap((key): [TextKey, string][] => {
    const text = email[key];
    return text === undefined ? [] : [[key, text]];
  });
}

function sentLine({ template, at, to, subject }: SentEmail, start: Instant): string {
  return `${template} at ${offsetOf(at, start)} to ${to} “${subject}”`;
}
