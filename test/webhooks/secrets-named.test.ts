import { expect, test } from 'vitest';
import { secretsNamed } from '../../src/webhooks/secrets-named.ts';
import type { Step } from '../../src/program/step-types.ts';
import { email, mapOf, webhook } from '../program/builders.ts';

test('secrets are found in addresses, headers and bodies of webhooks and in what calls are given, each once', () => {
  const first = webhook('a', {
    url: 'https://crm.example/${secret.PATH}',
    headers: { Authorization: 'Bearer ${secret.TOKEN}' },
    body: { list: ['${secret.KEY} and ${secret.TOKEN}', { cel: 'contact.email' }] },
  });
  const called: Step = {
    kind: 'call',
    id: 'score',
    next: null,
    activity: 'score',
    input: { keys: ['${secret.SCORES}'] },
  };
  const titled = email('welcome', { title: 'No ${secret.OTHER}' });
  expect(secretsNamed([mapOf({ steps: [first, titled, called] }), mapOf({ steps: [webhook('b')] })])).toEqual(
    ['KEY', 'PATH', 'SCORES', 'TOKEN'],
  );
  expect(secretsNamed([mapOf()])).toEqual([]);
});
