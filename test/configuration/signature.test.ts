import { expect, test } from 'vitest';
import { loadConfiguration } from '../../src/configuration/load-configuration.ts';
import { settings } from '../../temporal.config.ts';

const ALL = {
  MAPWRIGHT_DKIM_DOMAIN: 'acme.example',
  MAPWRIGHT_DKIM_SELECTOR: 's1',
  MAPWRIGHT_DKIM_PRIVATE_KEY: 'dkim.pem',
};

test('a signature needs all of its settings, and tells no key', () => {
  const { MAPWRIGHT_DKIM_PRIVATE_KEY } = ALL;
  const why = 'is not set, but MAPWRIGHT_DKIM_PRIVATE_KEY is.';
  const fix = 'Set all three, or none.';
  expect(loadConfiguration({ MAPWRIGHT_DKIM_PRIVATE_KEY }, settings)).toEqual([
    { key: 'MAPWRIGHT_DKIM_DOMAIN', why, fix },
    { key: 'MAPWRIGHT_DKIM_SELECTOR', why, fix },
  ]);
  const read = { dkimDomain: 'acme.example', dkimSelector: 's1', dkimPrivateKey: 'dkim.pem' };
  expect(loadConfiguration(ALL, settings)).toMatchObject({ mail: read });
});
