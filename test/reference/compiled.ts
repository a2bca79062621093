import { renderHuman } from '../../src/diagnostics/render-human.ts';
import type { Program, Programs } from '../../src/program/program.ts';
import { compileFiles } from '../compiler/fixture-cases.ts';
import type { MapDocument, Trigger } from './language.ts';

/** The notice about commissions: as the program sets it. */
export interface Notice {
  repeatPayments?: 'skip';
  coalesce?: string;
}

const program = (notice: Notice) => `
program: main
title: Acme partners
currency: USD
locale: en-US
timeZone: UTC
commission: { percent: 20 }
notifyPartner: { commissionEarned: ${JSON.stringify({ email: 'thanks', ...notice })} }
signUpForm: { id: partner-sign-up, fields: [firstName, email] }
`;

const SHARED = {
  'contact.yaml': `
fields:
  tier: { type: enum, values: [silver, gold] }
  points: { type: integer }
  ends: { type: date }
`,
  'activities.yaml': `
activities:
  score:
    input: { points: { type: integer }, total: { type: money, currency: USD } }
    output: { points: { type: integer } }
`,
  'sending.yaml': `
from: Acme partners <partners@acme.example>
postalAddress: Acme Ltd, 1 High Street, London
teams: { partner-managers: [kim@example.com] }
`,
  ...Object.fromEntries(
    ['plain', 'other'].map((name) => [
      `emails/${name}.email.md`,
      '---\nsubject: Hello\n---\n\nYour total is {{contact.totalSales}}.\n',
    ]),
  ),
  'emails/thanks.email.md':
    '---\nsubject: Thanks\n---\n\n{{contact.totalSales}} {{sale.amount}} {{commission.amount}} {{#each sales}}{{amount}}{{/each}}\n',
  'emails/login.email.md': '---\nsubject: Come in\n---\n\n{{login.url}} {{contact.totalSales}}\n',
  'emails/reached.email.md':
    '---\nsubject: You passed {{milestone.value}}\n---\n\n{{#each milestone.values}}{{this}}{{/each}} {{contact.totalSales}}\n',
};

/** Compiles maps with a program of their own. @throws with the report where the compiler refuses them. */
export async function compiled(documents: readonly MapDocument[], notice: Notice): Promise<Programs> {
  const files = documents.map((document): [string, string] => [
    `${document.map}.map.yaml`,
    JSON.stringify(document, undefined, 1),
  ]);
  const { diagnostics, maps, sources, output } = await compileFiles({
    ...SHARED,
    'main.program.yaml': program(notice),
    ...Object.fromEntries(files),
  });
  if (!output) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    throw new Error(renderHuman(errors, { maps, sources, color: false }));
  }
  const named = output.programs.map((program): [string, Program] => [program.map, program]);
  const names = Object.fromEntries(named.map(([name]) => [name, name]));
  return {
    sets: { r1: { id: 'r1', maps: names, settings: 'settings' } },
    programs: Object.fromEntries(named),
  };
}

/** The notices of that program, as the reference reads them. */
export function noticesOf({ repeatPayments, coalesce }: Notice): MapDocument {
  const door: Trigger = {
    on: 'commission-earned',
    ...(repeatPayments ? { kind: 'first' } : {}),
    ...(coalesce === undefined ? {} : { coalesce }),
    steps: [{ id: 'thanks', email: 'thanks' }],
  };
  return { map: 'main.notices', title: 'Notices', program: 'main', triggers: { 'commission-earned': door } };
}
