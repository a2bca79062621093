/** What a pattern of the schemas means, for people. */
export const PATTERNS: Readonly<Record<string, { expected: string; example: string }>> = {
  '^[a-z][a-z0-9-]{0,59}$': {
    expected: 'a name (lower-case letters, digits and hyphens, beginning with a letter, at most 60)',
    example: 'partner-welcome',
  },
  '^[a-z0-9][a-z0-9-]{0,59}$': {
    expected: 'the name of an email (lower-case letters, digits and hyphens, at most 60)',
    example: 'welcome',
  },
  '^[a-z0-9][a-z0-9.-]{0,199}$': {
    expected: 'the id of a step (lower-case letters, digits, hyphens and dots)',
    example: 'review',
  },
  '^((trigger|milestone)/[a-z][a-z0-9-]{0,59}|[a-z0-9][a-z0-9.-]{0,199})$': {
    expected: 'the id of a step, `trigger/NAME` or `milestone/NAME`',
    example: 'old-step',
  },
  '^[A-Za-z_][A-Za-z0-9_]{0,59}$': {
    expected: 'a name for CEL (letters, digits and underscores, not beginning with a digit)',
    example: 'course',
  },
  "^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$": {
    expected: 'the name of a header (RFC 9110)',
    example: 'X-Key',
  },
  '^[a-z][A-Za-z0-9]{0,59}$': {
    expected: 'a field name (letters and digits, beginning with a lower-case letter)',
    example: 'totalSales',
  },
};
