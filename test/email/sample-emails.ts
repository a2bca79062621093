import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import type { EmailSource } from '../../src/compiler/compilation.ts';
import type { PartnerProgram, SendingPolicy } from '../../src/program/settings.ts';

const FOLDER = new URL('../../maps/emails/', import.meta.url);

/** The emails of the reference program, read without the compiler. */
export function sampleEmails(): EmailSource[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.email.md'))
    .toSorted()
    .map((file) => readEmail(basename(file, '.email.md'), readFileSync(new URL(file, FOLDER), 'utf8')));
}

function readEmail(name: string, text: string): EmailSource {
  const [, frontMatter = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  return email(body, { name, ...(parse(frontMatter) as { subject: string }) });
}

/** An email source with the given body; everything else has a default. */
export function email(body: string, more: Partial<EmailSource> = {}): EmailSource {
  return { name: 'sample', hash: 'h', subject: 'Hello', body, ...more };
}

export const sending: SendingPolicy = {
  from: 'Acme partners <partners@acme.example>',
  postalAddress: 'Acme Ltd, 1 High Street, London',
  teams: { 'partner-managers': ['kim@example.com'] },
  topics: { news: { title: 'News', marketing: true }, account: { title: 'Account', marketing: false } },
};

export const program: PartnerProgram = {
  name: 'main',
  title: 'Acme partners',
  currency: { code: 'USD', digits: 2 },
  locale: 'en-US',
  timeZone: 'UTC',
  commissionBasisPoints: 2000,
  signUpForm: {
    id: 'partner-sign-up',
    fields: [
      { name: 'firstName', label: 'First name', type: 'string', required: false },
      { name: 'lastName', label: 'Last name', type: 'string', required: false },
      { name: 'email', label: 'Email', type: 'email', required: true },
      { name: 'website', label: 'Website', type: 'url', required: true },
    ],
  },
  links: [],
};
