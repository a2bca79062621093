import { describe, expect, test } from 'vitest';
import { canonicalDuration, shortWord } from '../../src/formatter/canonical-words.ts';

describe('durations', () => {
  const as = (format: string, text: unknown) => canonicalDuration({ schema: { format }, file: {} }, text);

  test.each([
    ['1 days', '1 day'],
    ['3 day', '3 days'],
    [' 3 days', '3 days'],
    ['007 weeks', '7 weeks'],
    ['0 minute', '0 minutes'],
    ['10 hour', '10 hours'],
  ])('%j is %j', (written, canonical) => expect(as('positive-duration', written)).toBe(canonical));

  test.each(['3  days', 'days', '3 fortnights', '3 Days', '-3 days', '99999 days', '1.5 days', 3, null])(
    '%j stays, as the language refuses it',
    (written) => expect(as('duration', written)).toBeUndefined(),
  );

  test('an offset may be earlier', () => {
    expect(as('offset', '-1 days')).toBe('-1 day');
    expect(as('offset', '2 day')).toBe('2 days');
  });

  test('where no duration is expected, a text is a text', () => {
    expect(as('address', '1 days')).toBeUndefined();
    expect(canonicalDuration(undefined, '1 days')).toBeUndefined();
  });
});

describe('short words', () => {
  const step = { schema: { anyOf: [{ type: 'object' }, { enum: ['exit', 'end'] }] }, file: {} };
  const email = { schema: { anyOf: [{ type: 'string' }, { type: 'object' }] }, file: {} };
  const mapping = { schema: { type: 'object' }, file: {} };

  test('say what a mapping of one key says, where the language takes them', () => {
    expect(shortWord(step, 'exit', true)).toBe('exit');
    expect(shortWord(step, 'exit', false)).toBeUndefined();
    expect(shortWord(step, 'revokeLogin', true)).toBeUndefined();
    expect(shortWord(email, 'template', 'welcome')).toBe('welcome');
    expect(shortWord(mapping, 'template', 'welcome')).toBeUndefined();
  });
});
