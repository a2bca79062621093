import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtInMails } from '../../src/email/built-in-mails.ts';
import { renderEmail } from '../../src/email/render-email.ts';
import { partnerLinksMailer, signInLinkMailer } from '../../src/email/send-sign-in-link.ts';
import { smtpMailServer } from '../../src/email/smtp-mail-server.ts';
import { sending } from './sample-emails.ts';
import { startScriptedSmtp, type ScriptedSmtp } from './scripted-smtp.ts';

const URL = 'https://partners.acme.example/console/sign-in/token-1';

let smtp: ScriptedSmtp;

beforeAll(async () => {
  smtp = await startScriptedSmtp();
});
afterAll(() => smtp.stop());

function mailer() {
  return signInLinkMailer({
    server: smtpMailServer(smtp.url),
    from: { name: 'Acme partners', address: 'partners@acme.example' },
    email: () => renderEmail(builtInMails['console-sign-in'], sending),
    now: () => Date.UTC(2026, 0, 5, 9),
  });
}

test('the link is a button and a line of text, in a mail to one person', async () => {
  await mailer()('kim@example.com', URL);
  const [message] = smtp.received;
  const mail = await PostalMime.parse(message?.raw ?? '');
  expect(message?.to).toEqual(['kim@example.com']);
  expect(mail.subject).toBe('Your sign-in link to the approval console');
  expect(mail.text).toContain(URL);
  expect(mail.html).toContain(`href="${URL}"`);
  expect(mail.text).toContain('within 15 minutes');
  expect(mail.messageId).toMatch(/^<[0-9a-f]{32}@acme\.example>$/);
  expect(mail.headers).toContainEqual(
    expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
  );
});

test('partners get a button for each program, and nothing where there is none', async () => {
  const options = {
    server: smtpMailServer(smtp.url),
    from: { address: 'partners@acme.example' },
    now: () => 0,
  };
  const email = () => renderEmail(builtInMails['partner-sign-in'], sending);
  const mailLinks = partnerLinksMailer({ ...options, email });
  const before = smtp.received.length;
  await mailLinks('ada@example.com', []);
  const links = ['main', 'studio'].map((title) => ({ title, url: `https://p.acme.example/login/${title}` }));
  await mailLinks('ada@example.com', links);
  expect(smtp.received).toHaveLength(before + 1);
  const mail = await PostalMime.parse(smtp.received.at(-1)?.raw ?? '');
  expect(mail.subject).toBe('Your sign-in link to the partner center');
  for (const { title, url } of links) {
    expect(mail.text).toContain(`Sign in to ${title}`);
    expect(mail.text).toContain(url);
    expect(mail.html).toContain(`href="${url}"`);
  }
});

test.each([
  [{ kind: 'refuse-recipient', code: 550, reply: 'no such user' }, 'refused the sign-in link'],
  [{ kind: 'refuse-content', code: 451, reply: 'later' }, 'cannot take the sign-in link now'],
] as const)('%o is told without anybody’s address', async (behaviour, words) => {
  smtp.behaviour = behaviour;
  const failure: unknown = await mailer()('kim@example.com', URL).catch((error: unknown) => error);
  expect(String(failure)).toContain(words);
  expect(String(failure)).not.toMatch(/kim@|token-1/);
});
