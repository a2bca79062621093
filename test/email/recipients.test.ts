import { expect, test } from 'vitest';
import { recipientsOf } from '../../src/email/recipients.ts';
import type { MailRequest } from '../../src/program/commands.ts';
import { sending } from './sample-emails.ts';

const ADA = { name: 'Ada', address: 'ada@example.com' };
const teams = { managers: ['kim@example.com', 'Lee <lee@example.com>'], nobody: [] };
const LEE = { name: 'Lee', address: 'lee@example.com' };
const KIM = { address: 'kim@example.com' };

test.each<[Pick<MailRequest, 'to' | 'cc'>, expected: object]>([
  [{ to: 'contact' }, { to: [ADA], cc: [] }],
  [{ to: { team: 'managers' } }, { to: [KIM, LEE], cc: [] }],
  [{ to: { address: 'sam@example.com' } }, { to: [{ address: 'sam@example.com' }], cc: [] }],
  [
    { to: 'contact', cc: ['sam@example.com', 'managers'] },
    { cc: [{ address: 'sam@example.com' }, KIM, LEE] },
  ],
  [
    { to: { team: 'managers' }, cc: ['LEE@example.com'] },
    { to: [KIM, LEE], cc: [] },
  ],
  [{ to: { team: 'gone' } }, { missing: 'gone' }],
  [{ to: 'contact', cc: ['nobody'] }, { missing: 'nobody' }],
])('%j', (mail, expected) => {
  expect(recipientsOf({ ...sending, teams }, mail, ADA)).toMatchObject(expected);
});
