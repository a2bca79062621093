import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes the reference maps with so many scenarios of their own: journeys of one to eight sales. */
export async function writeScenarios(maps: string, folder: string, count: number): Promise<void> {
  await cp(maps, folder, { recursive: true });
  await mkdir(join(folder, 'scenarios'), { recursive: true });
  for (let number = 1; number <= count - 3; number += 1)
    await writeFile(join(folder, `scenarios/made-${number}.scenario.yaml`), scenarioText(number));
}

function scenarioText(number: number): string {
  const amounts = Array.from({ length: (number % 8) + 1 }, (_, index) => 100 * (number + index));
  const sales = amounts.map(
    (amount, index) => `  - after: 1 day\n    sale: { id: s-${index}, amount: ${amount} }\n`,
  );
  return `scenario: journey ${number}
map: partner-welcome
start: 2026-01-05T09:00:00Z
contact: { email: ada${number}@example.com, firstName: Ada, timeZone: Europe/London }
timeline:
  - submit: partner-sign-up
    fields: { website: 'https://ada.example' }
  - after: 2 hours
    approve: { by: kim@example.com }
${sales.join('')}expect:
  emails:
    - { template: partner-login, at: 2 hours }
    - { template: welcome, at: 2 hours }
${amounts.map((_, index) => `    - { template: thanks-for-sale, at: ${(index + 1) * 24 + 2} hours }\n`).join('')}  standsAt: [active]
`;
}
