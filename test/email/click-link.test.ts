import { expect, test } from 'vitest';
import { clickUrl, readClickToken } from '../../src/email/click-link.ts';

const CLICK = {
  contactId: 'c_ada',
  map: 'news',
  entry: 7,
  index: 1,
  link: 'https://acme.example/ä?a=1.2&b=3',
};
const url = clickUrl('https://partners.example/', 'secret', CLICK);
const token = url.split('/').at(-1) ?? '';

test('the address names the mail and where the link leads', () => {
  expect(url).toMatch(/^https:\/\/partners\.example\/c\/[\w-]+\.[\w-]{43}$/);
  expect(readClickToken('secret', token)).toEqual(CLICK);
});

test.each([
  '',
  '.',
  'x',
  token.slice(0, -1),
  `${token}x`,
  `${token}.x`,
  `x${token}`,
  `${Buffer.from('["c_ada","news",7,1,"https://evil.example/"]').toString('base64url')}.${token.split('.')[1]}`,
])('what was not made here is nobody’s: %s', (other) => {
  expect(readClickToken('secret', other)).toBeUndefined();
});

test('another secret makes another address', () => {
  expect(readClickToken('other', token)).toBeUndefined();
});
