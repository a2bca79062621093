import { expect, it } from 'vitest';
import type { Coverage } from '../../src/simulator/report.ts';
import { runScenarios } from '../../src/simulator/run-scenarios.ts';
import { baseFiles, compileFiles } from '../compiler/fixture-cases.ts';

const MAP = `map: x
program: main
triggers:
  in:
    on: form-submitted
    form: partner-sign-up
    steps:
      - id: review
        approve: { by: partner-managers, giveUpAfter: 3 days, rejected: [exit], expired: [exit] }
      - branch: { if: contact.numberOfSales > 0, then: [{ email: new-partner, id: thanks }] }
      - email: new-partner
        if: contact.firstName == 'Ada'
      - id: call
        waitFor: { on: login-used, atMost: 1 day, otherwise: [{ email: new-partner, id: hint }] }
      - end
  used: { on: login-used, steps: [{ email: new-partner, id: hello }] }
`;

/** What one contact of this name comes to, with these entries. */
async function covered(firstName: string, timeline: string): Promise<Coverage> {
  const scenario = `scenario: a test
map: x
start: 2026-01-05T09:00:00Z
contact: { email: ada@example.com, firstName: ${firstName}, website: 'https://ada.example' }
timeline: [{ submit: partner-sign-up }, ${timeline}]
`;
  const files = { ...baseFiles(), 'x.map.yaml': MAP, 'scenarios/a.scenario.yaml': scenario };
  const { output, diagnostics } = await compileFiles(files);
  if (!output) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return (await runScenarios(output)).coverage;
}

const APPROVE = 'approve: { by: kim@example.com }';

it('counts the ways that a contact took, a step passed over included', async () => {
  const { outcomes, steps, triggers } = await covered('Bo', `{ ${APPROVE} }, { after: 2 days }`);
  expect(outcomes['x']).toEqual({
    covered: ['review → approved', 'in.steps.2 → else', 'new-partner → passed over', 'call → otherwise'],
    uncovered: [
      'review → rejected',
      'review → expired',
      'in.steps.2 → then',
      'new-partner → done',
      'call → happened',
    ],
  });
  expect(steps['x']?.uncovered).toEqual(
    expect.arrayContaining(['review.rejected.1', 'thanks', 'new-partner', 'hello']),
  );
  expect(triggers['x']).toEqual({ covered: ['in'], uncovered: ['used'] });
});

it('tells the others apart, too', async () => {
  const sold = await covered('Ada', `{ sale: { id: s-1, amount: 5 } }, { ${APPROVE} }`);
  expect(sold.outcomes['x']?.covered).toEqual([
    'review → approved',
    'in.steps.2 → then',
    'new-partner → done',
  ]);
  const expired = await covered('Ada', '{ after: 4 days }');
  expect(expired.outcomes['x']?.covered).toEqual(['review → expired']);
});
