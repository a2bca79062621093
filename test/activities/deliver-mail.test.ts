import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import PostalMime from 'postal-mime';
import { sendEmail } from '../../activities/send-email.ts';
import type { JobRequest } from '../../activities/job-request.ts';
import { readClickToken } from '../../src/email/click-link.ts';
import { parseMailbox } from '../../src/email/mailbox.ts';
import { renderEmail } from '../../src/email/render-email.ts';
import { smtpMailServer } from '../../src/email/smtp-mail-server.ts';
import type { MailRequest } from '../../src/program/commands.ts';
import type { SendingPolicy } from '../../src/program/settings.ts';
import { email } from '../email/sample-emails.ts';
import { startScriptedSmtp, type ScriptedSmtp } from '../email/scripted-smtp.ts';
import { approvedPartner, company } from '../partners/partner-company.ts';
import { NO_WEBHOOKS } from '../support/no-webhooks.ts';
import { nothingDue } from '../support/nothing-due.ts';

const HOUR = 3_600_000;

let smtp: ScriptedSmtp;
beforeEach(async () => {
  smtp = await startScriptedSmtp();
});
afterEach(() => smtp.stop());

/** A company with Ada, and what its activity answers to a mail of the topic `tips`. */
async function office(policy: Partial<SendingPolicy> = {}, body = 'A tip for you.') {
  const { p, db, clock } = await company();
  const contactId = await approvedPartner(p, 'ada@example.com');
  const sending = { ...p.settings().sending, ...policy };
  const compiled = await renderEmail(email(body, { topic: 'tips' }), sending);
  const ports = {
    falling: nothingDue,
    own: new Map(),
    webhooks: NO_WEBHOOKS,
    partners: { ...p, settings: () => ({ ...p.settings(), sending }) },
    mailer: {
      db,
      server: smtpMailServer(smtp.url),
      from: parseMailbox(sending.from),
      email: () => Promise.resolve(compiled),
      now: p.now,
    },
  };
  const send = (more: Partial<MailRequest> = {}) => {
    const ref = { template: 'tips', hash: 'h', merges: [] };
    const mail: MailRequest = { index: 0, email: ref, to: 'contact', program: 'main', values: {}, ...more };
    const job = { id: 'm/tips#1', origin: { map: 'm', step: 'tips', entry: 1 }, summary: 'Email tips' };
    const request: JobRequest<'send-email'> = {
      contactId,
      job: { ...job, activity: 'send-email', input: { mail } },
    };
    return sendEmail(ports, request);
  };
  return { p, db, clock, contactId, send };
}

test('a step’s own recipients get the mail, and answers go where it says', async () => {
  const { send } = await office();
  const more = { to: { team: 'managers' }, cc: ['sam@example.com'], replyTo: 'Help <help@example.com>' };
  expect(await send(more)).toEqual({ status: 'done' });
  const mail = await PostalMime.parse(smtp.received[0]?.raw ?? '');
  expect(smtp.received[0]?.to).toEqual(['kim@example.com', 'sam@example.com']);
  expect(mail.cc).toMatchObject([{ address: 'sam@example.com' }]);
  expect(mail.replyTo).toMatchObject([{ name: 'Help', address: 'help@example.com' }]);
  // What a team gets is no subscription of theirs.
  expect(mail.headers.map(({ key }) => key)).not.toContain('list-unsubscribe');
  expect(mail.text).not.toContain('/unsubscribe/');
});

test('a team that is gone is named, and nobody gets the mail', async () => {
  const { send } = await office();
  const message = 'Team gone is not, or no longer, in sending.yaml.';
  expect(await send({ cc: ['gone'] })).toEqual({ status: 'failed', permanent: true, message });
  expect(smtp.received).toEqual([]);
});

test('the partner center of a mail is that of its program', async () => {
  const { send } = await office({}, 'See [your sales]({{partnerCenter.url}}).');
  expect(await send({ program: 'japan' })).toEqual({ status: 'done' });
  const mail = await PostalMime.parse(smtp.received[0]?.raw ?? '');
  expect(mail.text).toContain('(https://partners.acme.example/partner?program=japan)');
  expect(mail.html).toMatch(/href="https:\/\/partners\.acme\.example\/partner\?program(=|&#x3D;)japan"/);
});

test('quiet hours are those of the contact’s clock', async () => {
  const quietHours = { from: '10:00', to: '12:00', zone: 'contact', tooLong: 'send' as const };
  const { db, clock, contactId, send } = await office({ quietHours });
  await db.updateTable('contacts').set({ time_zone: 'Europe/Paris' }).where('id', '=', contactId).execute();
  expect(await send()).toEqual({ status: 'not-before', at: clock.now + 2 * HOUR, why: 'quiet-hours' });
  clock.now += 2 * HOUR;
  expect(await send()).toEqual({ status: 'done' });
});

describe('links of a marketing mail', () => {
  const OFFER = 'See [our prices](https://acme.example/prices?from=mail), or [leave]({{unsubscribe.url}}).';
  const links = (text = '') => [...text.matchAll(/https?:\/\/[^\s"<>)]+/g)].map(([url]) => url);

  test('lead by the gateway, which is told the mail and the target; unsubscribing stays as it is', async () => {
    const { p, contactId, send } = await office({ tracking: { clicks: true } }, OFFER);
    expect(await send({ index: 2 })).toEqual({ status: 'done' });
    const mail = await PostalMime.parse(smtp.received[0]?.raw ?? '');
    const home = new URL(p.publicUrl).origin;
    for (const part of [mail.html, mail.text]) {
      expect(part).not.toContain('https://acme.example/prices');
      expect(part).toContain(`${home}/unsubscribe/`);
      const [counted = ''] = links(part).filter((url) => url.startsWith(`${home}/c/`));
      expect(readClickToken(p.secret, counted.slice(`${home}/c/`.length))).toEqual({
        contactId,
        map: 'm',
        entry: 1,
        index: 2,
        link: 'https://acme.example/prices?from=mail',
      });
    }
    const leave = mail.headers.find(({ key }) => key === 'list-unsubscribe');
    expect(leave?.value).toContain(`<${home}/unsubscribe/`);
  });

  test.each<[why: string, clicks: boolean, more: Partial<MailRequest>]>([
    ['nobody counts clicks', false, {}],
    ['it goes to a team', true, { to: { team: 'managers' } }],
  ])('lead straight there where %s', async (_why, clicks, more) => {
    const { send } = await office({ tracking: { clicks } }, OFFER);
    expect(await send(more)).toEqual({ status: 'done' });
    const mail = await PostalMime.parse(smtp.received[0]?.raw ?? '');
    expect(mail.html).toContain('href="https://acme.example/prices?from=mail"');
    expect(mail.text).toContain('(https://acme.example/prices?from=mail)');
  });
});
