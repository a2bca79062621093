import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { builtInMails } from '../../src/email/built-in-mails.ts';
import { renderEmail } from '../../src/email/render-email.ts';
import { smtpMailServer } from '../../src/email/smtp-mail-server.ts';
import { confirmSignUp } from '../../src/partners/confirm-sign-up.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { startConfirmations } from '../../src/stack/confirmation-rounds.ts';
import { sending } from '../email/sample-emails.ts';
import { startScriptedSmtp } from '../email/scripted-smtp.ts';
import { confirmingCompany } from '../partners/confirming-company.ts';

test('links that were asked for before the start, and afterwards, are mailed and work', async () => {
  const { p, db } = await confirmingCompany();
  const smtp = await startScriptedSmtp();
  onTestFinished(() => smtp.stop());
  const apply = (email: string) => submitSignUp(p, 'main', { email, website: 'https://ada.example' });
  await apply('ada@example.com');

  const compiled = await renderEmail(builtInMails['confirm-sign-up'], sending);
  const asked: string[] = [];
  const rounds = startConfirmations({
    mailer: {
      db,
      server: smtpMailServer(smtp.url),
      from: { address: 'partners@acme.example' },
      email: () => Promise.resolve(compiled),
      now: p.now,
    },
    load: (hash) => {
      asked.push(hash);
      return Promise.resolve(compiled);
    },
    partners: p,
    log: pino({ level: 'silent' }),
  });
  onTestFinished(() => rounds.stop());
  await vi.waitFor(() => expect(smtp.received).toHaveLength(1));
  await apply('grace@example.com');
  rounds.wake();
  await vi.waitFor(() => expect(smtp.received.map(({ to }) => to[0])).toContain('grace@example.com'));
  expect(new Set(asked)).toEqual(new Set([builtInMails['confirm-sign-up'].hash]));
  const token = /\/confirm\/([\w-]{43})/.exec(smtp.received[1]?.raw ?? '')?.[1] ?? '';
  expect(await confirmSignUp(p, token)).toEqual({ status: 'confirmed', program: 'main' });
});
