import { expect, test } from 'vitest';
import { endpointsOf, type Configuration } from '../../src/configuration/configuration.ts';
import { loadConfiguration } from '../../src/configuration/load-configuration.ts';
import { settings } from '../../temporal.config.ts';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes....').toString('base64')}`;

const ENDPOINTS = {
  MAPWRIGHT_WEBHOOKS_OUT: 'crm=https://crm.example.com/hooks?a=b, own-books=http://books.internal/in',
  MAPWRIGHT_SECRET_CRM: SECRET,
  MAPWRIGHT_SECRET_OWN_BOOKS: SECRET,
};

const load = (env: Record<string, string>) => loadConfiguration(env, settings);

test('endpoints that are told what happens, each with its secret', () => {
  expect(endpointsOf(load(ENDPOINTS) as Configuration)).toEqual([
    { name: 'crm', url: 'https://crm.example.com/hooks?a=b', secret: SECRET },
    { name: 'own-books', url: 'http://books.internal/in', secret: SECRET },
  ]);
  expect(endpointsOf(load({}) as Configuration)).toEqual([]);
});

test.each([
  ['https://crm.example.com', 'is not a list'],
  ['crm=ftp://crm.example.com', 'is not a list'],
  ['CRM=https://crm.example.com', 'is not a list'],
  ['a=https://b.example, a=https://c.example', 'names an endpoint twice'],
])('%s is refused', (text, why) => {
  expect(load({ MAPWRIGHT_WEBHOOKS_OUT: text })).toEqual([
    {
      key: 'MAPWRIGHT_WEBHOOKS_OUT',
      value: text,
      why: expect.stringContaining(why),
      fix: expect.stringContaining('NAME=URL'),
    },
  ]);
});

test.each([
  [
    { MAPWRIGHT_SECRET_CRM: '' },
    'is not set, and what MAPWRIGHT_WEBHOOKS_OUT sends to crm is signed with it',
  ],
  [{ MAPWRIGHT_SECRET_CRM: 'short' }, 'is not base64'],
])('an endpoint needs a secret that can sign: %j', (env, why) => {
  expect(load({ ...ENDPOINTS, ...env })).toEqual([
    { key: 'MAPWRIGHT_SECRET_CRM', why: expect.stringContaining(why), fix: expect.any(String) },
  ]);
});
