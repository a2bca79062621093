import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { emailTexts } from './email-texts.ts';
import { mapName, mapText } from './map-text.ts';

/** One map in so many comes with a scenario. */
const MAPS_PER_SCENARIO = 10;

/** The files of a project with so many maps, by path: always the same ones. */
export function projectOf(maps: number): Record<string, string> {
  const files: Record<string, string> = { ...SHARED };
  for (const [name, text] of Object.entries(emailTexts())) files[`emails/${name}.email.md`] = text;
  for (let number = 0; number < maps; number += 1) {
    files[`${mapName(number)}.map.yaml`] = mapText(number);
    if (number % MAPS_PER_SCENARIO === 0)
      files[`scenarios/${mapName(number)}.scenario.yaml`] = scenarioText(number);
  }
  return files;
}

/** Writes a project's files below a folder. */
export async function writeProject(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const directory of new Set(Object.keys(files).map((path) => dirname(join(folder, path)))))
    await mkdir(directory, { recursive: true });
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
}

const SHARED: Readonly<Record<string, string>> = {
  'main.program.yaml': `program: main
title: Acme partners
currency: USD
locale: en-US
timeZone: Europe/London
commission: { percent: 20 }
notifyPartner:
  commissionEarned: { email: thanks-for-sale }
signUpForm:
  id: partner-sign-up
  fields: [firstName, lastName, email, { field: website, required: true }]
links:
  - { title: Home page, url: 'https://acme.example/' }
  - { title: Pricing, url: 'https://acme.example/pricing' }
`,
  'contact.yaml': `fields:
  website: { type: url }
  tier: { type: enum, values: [bronze, silver, gold] }
  score: { type: integer }
`,
  'sending.yaml': `from: Acme partners <partners@acme.example>
postalAddress: Acme Ltd, 1 High Street, London
teams:
  partner-managers: [kim@example.com]
`,
};

function scenarioText(number: number): string {
  return `scenario: sign-up and a first sale in map ${number}
map: ${mapName(number)}
start: 2026-01-05T09:00:00Z
contact: { email: ada${number}@example.com, firstName: Ada, timeZone: Europe/London }
timeline:
  - submit: partner-sign-up
    fields: { website: 'https://ada.example' }
  - after: 2 hours
    approve: { by: kim@example.com }
  - after: 1 day
    sale: { id: s-1, amount: 11000 }
expect:
  emails:
    - { template: partner-login, at: 2 hours }
    - { template: welcome, at: 2 hours }
  standsAt: [first-days]
`;
}
