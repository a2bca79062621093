import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { builtInMails } from '../../src/email/built-in-mails.ts';
import { mergeEmail } from '../../src/email/merge-email.ts';
import { renderEmail } from '../../src/email/render-email.ts';
import { sampleEmails, sending } from './sample-emails.ts';
import {
  approvalQuestion,
  approvalRequest,
  mailRequest,
  sampleContext,
  taskRequest,
} from './sample-mails.ts';

const FOLDER = new URL('./golden/', import.meta.url);
const UPDATE = process.env['UPDATE_FIXTURES'] === '1';

const mails = [
  ...sampleEmails().map((source) => ({ source, context: sampleContext(mailRequest(source.name)) })),
  {
    source: builtInMails['approval-request'],
    context: sampleContext(approvalRequest, { approval: approvalQuestion }),
  },
  {
    source: builtInMails['task-request'],
    context: sampleContext(taskRequest, { approval: approvalQuestion }),
  },
];

/** Compares with a committed file; only an explicit UPDATE_FIXTURES=1 accepts a change. */
async function expectGolden(name: string, content: string): Promise<void> {
  const file = new URL(name, FOLDER);
  if (UPDATE) {
    await mkdir(FOLDER, { recursive: true });
    await writeFile(file, content);
  }
  const hint = `${name} differs from test/email/golden; look at it, then accept it with npm run test:update`;
  expect(content, hint).toBe(await readFile(file, 'utf8'));
}

describe('every email of the reference program, as Ada gets it', () => {
  test.each(mails)('$source.name', async ({ source, context }) => {
    const mail = mergeEmail(await renderEmail(source, sending), context);
    await expectGolden(`${source.name}.html`, mail.html);
    await expectGolden(`${source.name}.txt`, `Subject: ${mail.subject}\n\n${mail.text}`);
  });

  test('no golden is left over', async () => {
    const expected = mails.flatMap(({ source }) => [`${source.name}.html`, `${source.name}.txt`]);
    expect((await readdir(FOLDER)).toSorted()).toEqual(expected.toSorted());
  });
});
