import { expect, test } from 'vitest';
import { standingOf } from '../../src/partners/teams.ts';
import type { SendingPolicy } from '../../src/program/settings.ts';

const SENDING: SendingPolicy = {
  from: 'Acme <partners@acme.example>',
  postalAddress: 'London',
  teams: {
    reviewers: ['ann@example.com', 'Kim <KIM@example.com>', 'vera@example.com', 'mix@example.com'],
    finance: ['mix@example.com', 'vera@example.com'],
    empty: ['zoe@example.com'],
  },
  roles: [
    { team: 'reviewers', address: 'Ann@example.com', role: 'admin' },
    { team: 'reviewers', address: 'vera@example.com', role: 'viewer' },
    { team: 'reviewers', address: 'mix@example.com', role: 'viewer' },
    { team: 'finance', address: 'vera@example.com', role: 'viewer' },
    { team: 'empty', address: 'kim@example.com', role: 'admin' },
  ],
};
const everything = ['empty', 'finance', 'reviewers'];

test.each([
  ['ann@example.com', { role: 'admin', teams: everything, sees: 'all', decides: 'all' }],
  [
    'kim@example.com',
    { role: 'approver', teams: ['reviewers'], sees: ['reviewers'], decides: ['reviewers'] },
  ],
  [
    'vera@example.com',
    { role: 'viewer', teams: ['finance', 'reviewers'], sees: ['finance', 'reviewers'], decides: [] },
  ],
  [
    'mix@example.com',
    {
      role: 'approver',
      teams: ['finance', 'reviewers'],
      sees: ['finance', 'reviewers'],
      decides: ['finance'],
    },
  ],
  ['eve@example.com', undefined],
])('%s', (address, standing) => {
  const settings = { programs: {}, sending: SENDING };
  expect(standingOf({ settings: () => settings }, address)).toEqual(standing);
});
