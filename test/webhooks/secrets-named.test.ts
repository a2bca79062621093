import { expect, test } from 'vitest';
import { secretsNamed } from '../../src/webhooks/secrets-named.ts';
import { email, mapOf, webhook } from '../program/builders.ts';

test('the secrets of webhooks are found in addresses, headers and bodies, each once', () => {
  const first = webhook('a', {
    url: 'https://crm.example/${secret.PATH}',
    headers: { Authorization: 'Bearer ${secret.TOKEN}' },
    body: { list: ['${secret.KEY} and ${secret.TOKEN}', { cel: 'contact.email' }] },
  });
  const titled = email('welcome', { title: 'No ${secret.OTHER}' });
  expect(secretsNamed([mapOf({ steps: [first, titled] }), mapOf({ steps: [webhook('b')] })])).toEqual([
    'KEY',
    'PATH',
    'TOKEN',
  ]);
  expect(secretsNamed([mapOf()])).toEqual([]);
});
