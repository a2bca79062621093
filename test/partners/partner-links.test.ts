import { expect, test } from 'vitest';
import { partnerCenterUrl } from '../../src/partners/partner-links.ts';
import type { PartnerProgram } from '../../src/program/settings.ts';

function program(name: string): Record<string, PartnerProgram> {
  const currency = { code: 'USD', digits: 2 };
  const region = { locale: 'en-US', timeZone: 'UTC' };
  return { [name]: { name, title: name, currency, ...region, commissionBasisPoints: 0, links: [] } };
}

const HOME = 'https://partners.acme.example/partner';

test.each([
  [['main'], 'main', HOME],
  [['main', 'studio'], 'main', `${HOME}?program=main`],
  [['main', 'studio'], 'studio', `${HOME}?program=studio`],
  [['main', 'studio'], undefined, HOME],
])('of the programs %j, the partner center of %s', (names, name, url) => {
  const programs = Object.assign({}, ...names.map(program)) as Record<string, PartnerProgram>;
  expect(partnerCenterUrl({ programs }, name, 'https://partners.acme.example')).toBe(url);
  expect(partnerCenterUrl({ programs }, name, 'https://partners.acme.example/')).toBe(url);
});
