import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runEmailLint, type EmailLintOptions } from '../../src/cli/commands/email-lint.ts';
import { suppressedAmong } from '../../src/email/suppressions.ts';
import { recordMailEvent } from '../../src/partners/record-mail-event.ts';
import { startScriptedSmtp } from '../email/scripted-smtp.ts';
import { claimMail } from '../../src/email/send-ledger.ts';
import { transact } from '../../src/storage/transact.ts';
import { deliveryReport } from '../email/reports.ts';
import { factsOf, signUp } from '../partners/partner-company.ts';
import { emptyProject, startedProject } from './project.ts';

const REFERENCE = join(import.meta.dirname, '../../maps');

/** A project with the reference maps. */
async function project() {
  const made = await emptyProject();
  cpSync(REFERENCE, join(made.folder, 'maps'), { recursive: true });
  const file = (name: string): string => join(made.folder, name);
  return { ...made, file, write: (name: string, text: string): void => writeFileSync(file(name), text) };
}

/** `email lint` in this process: what it answers, says, and its exit code. */
async function lint(folder: string, options: Partial<EmailLintOptions> = {}) {
  const run = { out: '', err: '' };
  const code = await runEmailLint({
    path: join(folder, 'maps'),
    format: 'human',
    strict: false,
    color: false,
    write: (text) => void (run.out += text),
    say: (text) => void (run.err += text),
    ...options,
  });
  return { code, ...run };
}

describe('email lint', () => {
  test('says how many emails it has looked at', async () => {
    const { run } = await project();
    const { code, out } = await run(['email', 'lint']);
    expect({ code, out }).toEqual({ code: 0, out: '6 emails checked: no problems\n' });
  });

  test('a warning fails with --strict only, an error always', async () => {
    const { folder, write } = await project();
    write('maps/emails/welcome.email.md', '---\nsubject: Welcome\n---\nHello {{contact.firstName}},\n');
    const lax = await lint(folder);
    expect(lax.code).toBe(0);
    expect(lax.out).toMatch(/welcome\.email\.md:4:1 warning MW608: .*“Hello ,”\.$/m);
    expect(lax.out).toMatch(/6 emails checked: 0 errors, 1 warning\n$/);
    expect((await lint(folder, { strict: true })).code).toBe(1);
    write('maps/emails/welcome.email.md', '---\nsubject: Welcome\n---\n[Prices](/prices)\n');
    expect((await lint(folder)).code).toBe(1);
  });

  test('answers programs in the shapes of `check`', async () => {
    const { folder, write } = await project();
    write('maps/emails/welcome.email.md', '---\nsubject: Hi\n---\n[Prices](/prices)\n');
    const json = await lint(folder, { format: 'json' });
    expect(JSON.parse(json.out)).toMatchObject({
      diagnostics: [{ code: 'MW601', start: { line: 4, column: 10 } }],
      summary: { errors: 1 },
    });
    const github = await lint(folder, { format: 'github' });
    expect(github.out).toMatch(/^::error file=\S*welcome\.email\.md,line=4,.*MW601 /);
    expect(github.err).toBe('6 emails checked: 1 error, 0 warnings');
  });

  test('reports what does not compile', async () => {
    const { folder, write } = await project();
    write('maps/emails/welcome.email.md', '---\nsubject: Hi\n---\n{{contact.frstName}}\n');
    const { code, out } = await lint(folder);
    expect(code).toBe(1);
    expect(out).toContain('MW412');
  });
});

describe('email preview', () => {
  test('writes a page of every email with every sample reader', async () => {
    const { run, file } = await project();
    const { code, out } = await run(['email', 'preview', '--output', 'preview']);
    expect({ code, out }).toEqual({ code: 0, out: `${join('preview', 'index.html')}\n` });
    const files = readdirSync(file('preview'));
    const read = (name: string): string => readFileSync(file(`preview/${name}`), 'utf8');
    for (const [, link] of read('index.html').matchAll(/href="([^"]+)"/g)) expect(files).toContain(link);
    const page = read('welcome.html');
    for (const [, source] of page.matchAll(/src="([^"]+)"/g)) expect(files).toContain(source);
    expect(page).toContain('Hello there,');
    expect(page).toContain('Hello فاطمة,');
    expect(read('welcome.usual.dark.html')).toContain('@media all {');
    expect(read('welcome.usual.light.html')).toContain('@media not all {');
  });
});

describe('email send-test', () => {
  const to = ['--to', 'you@example.com'];

  test('sends one email through the configured mail server', async () => {
    const { run } = await project();
    const smtp = await startScriptedSmtp();
    onTestFinished(() => smtp.stop());
    const { port } = new URL(smtp.url);
    const env = { MAPWRIGHT_SMTP_HOST: '127.0.0.1', MAPWRIGHT_SMTP_PORT: port };
    const { code, out } = await run(['email', 'send-test', 'welcome', ...to, '--reader', 'nameless'], env);
    expect({ code, out }).toEqual({ code: 0, out: 'The mail server took the mail.\n' });
    const mail = await PostalMime.parse(smtp.received[0]?.raw ?? '');
    expect(mail.subject).toBe('[Test] Welcome to Acme partners');
    expect(mail.to).toMatchObject([{ address: 'you@example.com' }]);
    expect(mail.text).toContain('Hello there,');
    smtp.behaviour = { kind: 'refuse-sender', code: 553, reply: '5.7.1 not yours' };
    expect(await run(['email', 'send-test', 'welcome', ...to], env)).toEqual({
      code: 1,
      out: 'The mail server refused the mail: 553 5.7.1 not yours\n',
      err: '',
    });
  });

  test('a marketing mail has the headers by which mail programs unsubscribe, as it has when it is sent', async () => {
    const { run, file, write } = await project();
    const sending = readFileSync(file('maps/sending.yaml'), 'utf8');
    write('maps/sending.yaml', `${sending}topics:\n  news: { title: News, marketing: true }\n`);
    const welcome = readFileSync(file('maps/emails/welcome.email.md'), 'utf8');
    write('maps/emails/welcome.email.md', welcome.replace('---\n', '---\ntopic: news\n'));
    const smtp = await startScriptedSmtp();
    onTestFinished(() => smtp.stop());
    const env = { MAPWRIGHT_SMTP_HOST: '127.0.0.1', MAPWRIGHT_SMTP_PORT: new URL(smtp.url).port };
    for (const template of ['welcome', 'thanks-for-sale'])
      expect(await run(['email', 'send-test', template, ...to], env)).toMatchObject({ code: 0, err: '' });
    const sent = await Promise.all(smtp.received.map(({ raw }) => PostalMime.parse(raw)));
    const unsubscribing = sent.map(({ headers }) =>
      headers.flatMap(({ key, value }) => (key.startsWith('list-unsubscribe') ? [value] : [])),
    );
    expect(unsubscribing).toEqual([
      ['<https://partners.example.com/unsubscribe/sample>', 'List-Unsubscribe=One-Click'],
      [],
    ]);
  });

  test('says how to mend it where there is no mail server', async () => {
    const { run } = await project();
    const env = { MAPWRIGHT_SMTP_HOST: '127.0.0.1', MAPWRIGHT_SMTP_PORT: '1' };
    const { code, out } = await run(['email', 'send-test', 'welcome', ...to, '--json'], env);
    expect(code).toBe(69);
    expect(JSON.parse(out)).toMatchObject({ ok: false, status: 'unavailable', template: 'welcome' });
    expect(out).toContain('MAPWRIGHT_SMTP_HOST');
  });

  test('names the emails there are', async () => {
    const { run } = await project();
    const { code, err } = await run(['email', 'send-test', 'welcom', ...to]);
    expect(code).toBe(1);
    expect(err).toMatch(/^There is no email welcom\. Known: application-declined, .*welcome\.\n$/);
  });
});

describe('email bounce', () => {
  const MESSAGE_ID = '<0f1e2d3c@acme.example>';
  const RECIPIENTS = [['ada@example.com', 'failed', '5.1.1', 'smtp; 550 5.1.1 no such user']] as const;

  /** A project from which a mail was sent to Ada. */
  async function projectWithMail() {
    const project = await startedProject();
    const contactId = await signUp(project.p, 'ada@example.com');
    const key = { contactId, map: 'partner-welcome', entry: 1, index: 0 };
    const claim = { key, step: 'welcome', template: 'welcome', values: {}, isMarketing: false };
    const lease = { messageId: MESSAGE_ID, now: 0, leaseUntil: 1 };
    await transact(project.db, (trx) => claimMail(trx, { ...claim, ...lease }));
    return { ...project, contactId };
  }

  test('records the report of a mail that was sent, once', async () => {
    const { run, p, contactId } = await projectWithMail();
    const report = deliveryReport(MESSAGE_ID, RECIPIENTS).toString();
    expect(await run(['email', 'bounce'], {}, report)).toMatchObject({
      code: 0,
      out: 'Recorded: 1. Known before: 0.\n',
    });
    expect((await factsOf(p, contactId)).at(-1)).toMatchObject({
      type: 'email-bounced',
      data: { email: 'welcome', reason: '550 5.1.1 no such user' },
    });
    const again = await run(['email', 'bounce', '--json'], {}, report);
    const reports = [{ file: '-', mail: 1, status: 'known', recorded: 0, known: 1 }];
    expect(JSON.parse(again.out)).toEqual({ ok: true, recorded: 0, known: 1, reports });
  });

  test('a report of a mail that was never sent, or no report at all, records nothing', async () => {
    const { run, p } = await startedProject();
    await signUp(p, 'ada@example.com');
    const forged = await run(['email', 'bounce'], {}, deliveryReport(MESSAGE_ID, RECIPIENTS).toString());
    expect([forged.code, forged.out]).toEqual([
      1,
      'standard input: the report names no mail that was sent from here.\nRecorded: 0. Known before: 0. Refused: 1.\n',
    ]);
    expect(await p.db.selectFrom('suppressions').selectAll().execute()).toEqual([]);
    const other = await run(['email', 'bounce'], {}, 'Subject: Hi\n\nHello\n');
    expect(other.code).toBe(1);
    expect(other.out).toMatch(/^standard input: this is no report of a mail: /);
  });

  test('a report that is not ours keeps none of the others back, in files and mailboxes', async () => {
    const { run, folder, p, contactId } = await projectWithMail();
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    const forged = deliveryReport('<forged@acme.example>', RECIPIENTS).toString();
    const ours = deliveryReport(MESSAGE_ID, RECIPIENTS).toString();
    const nameless = ours
      .replace(/Message-ID: <report.*\r\n/, '')
      .replace('5.1.1 no such user', '5.1.2 gone');
    const mails = [forged, 'Subject: Hi\n\nHello\n', ours, nameless];
    write(
      'reports.mbox',
      mails.map((mail) => `From MAILER-DAEMON Mon Jan  5 09:00:00 2026\n${mail}\n`).join(''),
    );
    write('again.eml', ours);
    write('nameless.eml', nameless);
    const files = ['reports.mbox', 'missing.eml', 'again.eml'];
    const first = await run(['email', 'bounce', ...files]);
    expect([first.code, first.out.split('\n')]).toEqual([
      1,
      [
        'reports.mbox, mail 1: the report names no mail that was sent from here.',
        expect.stringMatching(/^reports\.mbox, mail 2: this is no report of a mail: /),
        'reports.mbox, mail 3: recorded.',
        'reports.mbox, mail 4: recorded.',
        'missing.eml: the file cannot be read (ENOENT).',
        'again.eml: known before.',
        'Recorded: 2. Known before: 1. Refused: 3.',
        '',
      ],
    ]);
    const facts = await factsOf(p, contactId);
    const again = JSON.parse((await run(['email', 'bounce', ...files, 'nameless.eml', '--json'])).out);
    expect(again).toMatchObject({ ok: false, recorded: 0, known: 4 });
    expect(await factsOf(p, contactId)).toEqual(facts);
    expect(await run(['email', 'bounce', 'again.eml'])).toMatchObject({ code: 0 });
  });
});

test('email allow: an address that works again gets mails again, and its next bounce counts anew', async () => {
  const { run, p, db } = await startedProject();
  await signUp(p, 'ada@example.com');
  const bounced = { source: 'webhook', kind: 'hard-bounce', reason: '550 gone' } as const;
  const bounce = (id: string) => recordMailEvent(p, { ...bounced, id, address: 'ada@example.com' });
  await bounce('b-1');
  expect(await run(['email', 'allow', 'Ada@example.com'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Mails go to this address again\. Since 20.*Z they did not: 550 gone\.\n$/),
  });
  expect((await run(['email', 'allow', 'ada@example.com'])).out).toMatch(/^Nothing to do/);
  expect(await suppressedAmong(db, ['ada@example.com'])).toEqual(new Set());
  await bounce('b-2');
  expect(await suppressedAmong(db, ['ada@example.com'])).toEqual(new Set(['ada@example.com']));
});
