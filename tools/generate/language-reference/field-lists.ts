import { HELPERS, helperUse } from '../../../src/compiler/3-analyze/check-helper.ts';
import { typeInWords } from '../../../src/compiler/3-analyze/fields.ts';
import { mergeFieldsOf, type MergeSource } from '../../../src/compiler/3-analyze/merge-fields.ts';
import { CONTACT_FIELDS, ENROLMENT_FIELDS } from '../../../src/program/contact-fields.ts';
import type { FieldType } from '../../../src/program/program.ts';
import { FIELD_MEANINGS, MERGE_MEANINGS } from './meanings.ts';

/** The built-in fields of every contact. */
export function contactFields(): string {
  return fieldTable(CONTACT_FIELDS);
}

/** The built-in fields that a contact has once per partner program. */
export function enrolmentFields(): string {
  return fieldTable(ENROLMENT_FIELDS);
}

function fieldTable(fields: Readonly<Record<string, FieldType>>): string {
  const rows = Object.entries(fields).map(
    ([name, type]) => `| \`contact.${name}\` | ${typeInWords(type)} | ${meaningOf(FIELD_MEANINGS, name)} |`,
  );
  return ['| Field | Type | Meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

const SOURCES: Readonly<Record<MergeSource, string>> = {
  always: 'In every mail',
  program: 'On a map with a `program`',
  login: 'In the mail of `grantLogin`',
  sale: 'After a sale, and in the program’s notice',
  commission: 'After a commission, and in the program’s notice',
  sales: 'In the program’s notice',
  payout: 'After a payout',
  milestone: 'In the steps of `milestones`',
  approval: 'Behind `approve`, also in `rejected` and `expired`',
  call: 'Behind a `call` with `as`',
  marketing: 'In mails with a marketing topic',
};

/** All merge fields, by where they have a value. */
export function mergeFieldList(): string {
  const all = [...mergeFieldsOf(new Map(), {})];
  return Object.entries(SOURCES)
    .map(([source, where]) => {
      const fields = all.flatMap(([path, { from }]) =>
        from === source ? [`  - \`{{${path}}}\`: ${meaningOf(MERGE_MEANINGS, path)}`] : [],
      );
      return [`- **${where}**`, ...(EXTRA[source] ?? []), ...fields].join('\n');
    })
    .join('\n');
}

const EXTRA: Readonly<Record<string, readonly string[]>> = {
  always: ['  - `{{contact.FIELD}}`: each [field of the contact](fields.md), your own included'],
  program: ['  - `{{contact.FIELD}}`: each [field of the enrolment](fields.md#fields-of-the-enrolment)'],
  call: ['  - `{{calls.AS.NAME}}`: each value of the activity’s `output`'],
};

/** The helpers, each with what it takes. */
export function helperList(): string {
  return HELPERS.map((name) => {
    const { needs, example } = helperUse(name);
    return `- **\`${name}\`**: takes ${needs}. Example: \`${example}\``;
  }).join('\n');
}

function meaningOf(meanings: Readonly<Record<string, string>>, name: string): string {
  const meaning = meanings[name];
  if (meaning === undefined) throw new Error(`The language reference does not say what ${name} is.`);
  return meaning;
}
