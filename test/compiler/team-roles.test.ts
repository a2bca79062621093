import { expect, test } from 'vitest';
import { baseFiles, compileFiles } from './fixture-cases.ts';

const sending = (members: string): string =>
  `from: a@acme.example\npostalAddress: London\nteams:\n  partner-managers: ${members}\n`;

async function compiled(members: string) {
  const { output, diagnostics } = await compileFiles({ ...baseFiles(), 'sending.yaml': sending(members) });
  expect(diagnostics).toEqual([]);
  const { teams, roles } = output?.settings.sending ?? {};
  return { teams, roles };
}

test('an address alone, or with the role of an approver, is what it always was', async () => {
  const teams = { 'partner-managers': ['kim@example.com'] };
  for (const member of [
    'kim@example.com',
    '{ address: kim@example.com }',
    '{ address: kim@example.com, role: approver }',
  ])
    expect(await compiled(`[${member}]`)).toEqual({ teams, roles: undefined });
});

test('other roles lie beside the addresses', async () => {
  const members =
    '[kim@example.com, { address: lee@example.com, role: viewer }, { address: ann@example.com, role: admin }]';
  expect(await compiled(members)).toEqual({
    teams: { 'partner-managers': ['kim@example.com', 'lee@example.com', 'ann@example.com'] },
    roles: [
      { team: 'partner-managers', address: 'lee@example.com', role: 'viewer' },
      { team: 'partner-managers', address: 'ann@example.com', role: 'admin' },
    ],
  });
});
