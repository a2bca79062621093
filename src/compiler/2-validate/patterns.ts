/** What a pattern of the schemas means, for people. */
interface Pattern {
  expected: string;
  example: string;
  /** What was probably meant by a text that does not fit. */
  meant?: (text: string) => string;
}

/** Names are lower-case, with hyphens: "Bad Name" was meant to be "bad-name". */
function hyphenated(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** Fields are in camel case: "first_name" was meant to be "firstName". */
function camelCase(text: string): string {
  const joined = text.replace(/[^A-Za-z0-9]+([A-Za-z0-9]?)/g, (_, letter: string) => letter.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

/** The patterns of the schemas. */
export const PATTERNS: Readonly<Record<string, Pattern>> = {
  '^[a-z][a-z0-9-]{0,59}$': {
    expected: 'a name (lower-case letters, digits and hyphens, beginning with a letter, at most 60)',
    example: 'partner-welcome',
    meant: hyphenated,
  },
  '^[a-z0-9][a-z0-9-]{0,59}$': {
    expected: 'the name of an email (lower-case letters, digits and hyphens, at most 60)',
    example: 'welcome',
    meant: hyphenated,
  },
  '^[a-z0-9][a-z0-9.-]{0,199}$': {
    expected: 'the id of a step (lower-case letters, digits, hyphens and dots)',
    example: 'review',
    meant: hyphenated,
  },
  '^((trigger|milestone)/[a-z][a-z0-9-]{0,59}|[a-z0-9][a-z0-9.-]{0,199})$': {
    expected: 'the id of a step, `trigger/NAME` or `milestone/NAME`',
    example: 'old-step',
    meant: (text) => text.split('/').map(hyphenated).join('/'),
  },
  '^[A-Za-z_][A-Za-z0-9_]{0,59}$': {
    expected: 'a name for CEL (letters, digits and underscores, not beginning with a digit)',
    example: 'course',
    meant: (text) => text.replace(/[^A-Za-z0-9]+/g, '_'),
  },
  "^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$": {
    expected: 'the name of a header (letters, digits and hyphens; RFC 9110)',
    example: 'X-Key',
    meant: (text) => text.replace(/[^0-9A-Za-z-]+/g, '-'),
  },
  '^[a-z][A-Za-z0-9]{0,59}$': {
    expected: 'a field name (letters and digits, beginning with a lower-case letter)',
    example: 'totalSales',
    meant: camelCase,
  },
};
