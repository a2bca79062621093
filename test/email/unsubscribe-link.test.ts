import { expect, test } from 'vitest';
import { readUnsubscribeToken, unsubscribeUrl } from '../../src/email/unsubscribe-link.ts';

const LINK = { contactId: 'c_0123456789abcdefghjk', topic: 'partner-news' };
const url = unsubscribeUrl('https://partners.example/', 'secret', LINK);
const token = url.slice('https://partners.example/unsubscribe/'.length);

test('a link says whose it is and for what, to whoever has the secret', () => {
  expect(url).toMatch(/^https:\/\/partners\.example\/unsubscribe\/[\w.-]+$/);
  expect(readUnsubscribeToken('secret', token)).toEqual(LINK);
});

test.each([
  ['made with another secret', 'other', token],
  ['for another topic', 'secret', token.replace('partner-news', 'tips')],
  ['of another contact', 'secret', token.replace('c_0', 'c_1')],
  ['cut off', 'secret', token.slice(0, -1)],
  ['without a signature', 'secret', token.slice(0, token.lastIndexOf('.'))],
  ['empty', 'secret', ''],
])('a token %s is refused', (_what, secret, wrong) => {
  expect(readUnsubscribeToken(secret, wrong)).toBeUndefined();
});
