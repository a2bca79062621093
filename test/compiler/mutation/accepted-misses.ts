import type { Outcome } from './judge.ts';

/** Mutants that the compiler does not answer as it should, and why that is accepted. */
export interface AcceptedMiss {
  reason: string;
  outcome: Extract<Outcome, 'missed' | 'misplaced' | 'false alarm'>;
  /** Kinds of mutation in which it occurs. */
  kinds: readonly string[];
  /** What the mutant's description must match. */
  what?: RegExp;
  /** One of the diagnostics that came elsewhere. */
  code?: string;
  /** One of them: all `from` of the file become `to`. It must still fare so, or this entry must go. */
  example: { project: string; file: string; from: string; to: string };
}

const PUNCTUATION = ['sign dropped', 'sign inserted', 'look-alike character', 'random bytes', 'line deleted'];

/** All of them. Every other miss fails the tests, and so does an entry whose example is answered well. */
export const ACCEPTED_MISSES: readonly AcceptedMiss[] = [
  {
    reason: 'Braces that are not `{{…}}` are legal Markdown, and only look like a merge field.',
    outcome: 'missed',
    kinds: ['merge field braces'],
    what: /→ (\{[^{]|\$\{|%|\{\{else\}\}\}$)/,
    example: {
      project: 'workshop',
      file: 'emails/refund.email.md',
      from: '{{sale.amount}}',
      to: '{sale.amount}',
    },
  },
  {
    reason: 'An empty list in the place of another value has no place of its own.',
    outcome: 'misplaced',
    kinds: ['type swapped'],
    what: /→ \[\]$/,
    example: { project: 'workshop', file: 'contact.yaml', from: 'type: integer', to: 'type: []' },
  },
  {
    reason: 'A block of a template that is not closed is reported where the text ends.',
    outcome: 'misplaced',
    kinds: [...PUNCTUATION, 'merge field braces'],
    code: 'MW411',
    example: { project: 'workshop', file: 'emails/login.email.md', from: '{{#each links}}\n', to: '' },
  },
  {
    reason:
      'The contact of a scenario takes any field: a misspelt `email` is a field, and `email` is missing.',
    outcome: 'misplaced',
    kinds: ['key typo'],
    what: /^key email /,
    example: {
      project: 'workshop',
      file: 'scenarios/fair.scenario.yaml',
      from: 'mail: uli',
      to: 'mial: uli',
    },
  },
  {
    reason: 'Line ends of Windows are kept in the text of emails and of the layout.',
    outcome: 'false alarm',
    kinds: ['CRLF line ends'],
    example: { project: 'workshop', file: 'emails/refund.email.md', from: '\n', to: '\r\n' },
  },
];
