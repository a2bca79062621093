import { expect, test } from 'vitest';
import { loadConfiguration } from '../../src/configuration/load-configuration.ts';
import { settings } from '../../temporal.config.ts';

const PROVIDER = {
  MAPWRIGHT_OIDC_ISSUER: 'https://id.example.com',
  MAPWRIGHT_OIDC_CLIENT_ID: 'mapwright',
  MAPWRIGHT_OIDC_CLIENT_SECRET: 'hunter2',
};

function problems(env: Record<string, string>) {
  const result = loadConfiguration(env, settings);
  return Array.isArray(result) ? result : [];
}

test.each([
  'https://id.example.com',
  'https://id.example.com/realms/acme/',
  'http://localhost:9000',
  'http://127.0.0.1:9000',
  'http://[::1]:9000',
])('a sign-in provider at %s', (issuer) => {
  const configuration = loadConfiguration({ ...PROVIDER, MAPWRIGHT_OIDC_ISSUER: issuer }, settings);
  expect(configuration).toMatchObject({
    gateway: { oidcIssuer: issuer, oidcClientId: 'mapwright', oidcClientSecret: 'hunter2' },
  });
});

test.each([
  'http://id.example.com',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
  'https://id.example.com?a=b',
  'https://ada@id.example.com',
  'id.example.com',
])('%s is no issuer to be trusted', (issuer) => {
  expect(problems({ ...PROVIDER, MAPWRIGHT_OIDC_ISSUER: issuer })).toEqual([
    {
      key: 'MAPWRIGHT_OIDC_ISSUER',
      value: issuer,
      why: 'is not an issuer that can be trusted.',
      fix: expect.stringContaining('http is taken on this machine only'),
    },
  ]);
});

test.each(Object.keys(PROVIDER))('a sign-in provider without %s', (key) => {
  const rest = Object.entries(PROVIDER).filter(([name]) => name !== key);
  const why = `is not set, but ${rest[0]?.[0]} is.`;
  expect(problems(Object.fromEntries(rest))).toEqual([{ key, why, fix: 'Set all three, or none.' }]);
});
