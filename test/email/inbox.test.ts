import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startInbox } from '../../src/email/inbox/inbox.ts';
import type { Inbox } from '../../src/email/inbox/inbox.ts';
import type { OutgoingMail } from '../../src/email/mail-server.ts';
import { smtpMailServer } from '../../src/email/smtp-mail-server.ts';

const quiet = { warn: () => undefined, error: () => undefined };
const mail: OutgoingMail = {
  from: { name: 'Acme partners', address: 'partners@acme.example' },
  to: [{ name: 'Ada', address: 'ada@example.com' }],
  subject: 'Wëlcome <Ada>',
  text: 'Hello <Ada>',
  html: '<!doctype html><html><body><p>Hello &lt;Ada&gt;</p><script>alert(1)</script></body></html>',
  messageId: '<1@acme.example>',
  date: Date.UTC(2026, 0, 5, 9),
  headers: { 'X-Mapwright-Template': 'welcome', 'X-Mapwright-Entry': 'partner-welcome/welcome#3' },
};

let directory: string;
let inbox: Inbox;
let clock: number;

async function start(): Promise<Inbox> {
  let ids = 0;
  return await startInbox({
    smtpPort: 0,
    httpPort: 0,
    directory,
    log: quiet,
    now: () => (clock += 1_000),
    randomId: () => `id${++ids}`,
  });
}

async function deliver(more: Partial<OutgoingMail> = {}): Promise<void> {
  const delivery = await smtpMailServer(`smtp://127.0.0.1:${inbox.smtpPort}`).deliver({ ...mail, ...more });
  expect(delivery).toEqual({ status: 'accepted', refused: [] });
}

async function get(path: string): Promise<Response> {
  return await fetch(inbox.url + path);
}

async function messages(): Promise<{ id: string; subject: string }[]> {
  return ((await (await get('/messages.json')).json()) as { messages: { id: string; subject: string }[] })
    .messages;
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mapwright-inbox-'));
  clock = Date.UTC(2026, 0, 5, 9);
  inbox = await start();
});
afterEach(async () => {
  await inbox.stop();
  await rm(directory, { recursive: true });
});

describe('for programs', () => {
  test('the list tells what a mail is, newest first', async () => {
    await deliver();
    await deliver({ subject: 'Second', messageId: '<2@acme.example>' });
    expect(await messages()).toEqual([
      expect.objectContaining({ subject: 'Second', messageId: '<2@acme.example>' }),
      {
        id: '20260105T090001000Z-id1',
        messageId: '<1@acme.example>',
        to: ['ada@example.com'],
        from: 'Acme partners',
        subject: 'Wëlcome <Ada>',
        receivedAt: '2026-01-05T09:00:01.000Z',
        template: 'welcome',
        entry: 'partner-welcome/welcome#3',
      },
    ]);
  });

  test('one mail with text, HTML and headers, and its source', async () => {
    await deliver();
    const [{ id } = { id: '' }] = await messages();
    const message: unknown = await (await get(`/messages/${id}.json`)).json();
    expect(message).toMatchObject({ id, text: 'Hello <Ada>\n', html: expect.stringContaining('<script>') });
    expect(message).toHaveProperty(
      'headers',
      expect.arrayContaining([{ name: 'mime-version', value: '1.0' }]),
    );
    expect(await (await get(`/messages/${id}/raw`)).text()).toContain('Message-ID: <1@acme.example>');
  });
});

describe('for people', () => {
  test('the list shows mails as text and looks for new ones by itself', async () => {
    expect(await (await get('/')).text()).toContain('No mail yet');
    await deliver();
    const page = await (await get('/')).text();
    expect(page).toContain('Wëlcome &lt;Ada&gt;');
    expect(page).toContain('<meta http-equiv="refresh" content="5">');
  });

  test('a mail’s HTML runs in a frame that may do nothing', async () => {
    await deliver();
    const [{ id } = { id: '' }] = await messages();
    const page = await get(`/messages/${id}`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'self'");
    const html = await page.text();
    expect(html).toContain(
      `sandbox="allow-popups allow-popups-to-escape-sandbox" src="/messages/${id}/html"`,
    );
    expect(html).toContain('<pre>Hello &lt;Ada&gt;');
    expect(html).not.toContain('<script');

    const framed = await get(`/messages/${id}/html`);
    const policy = framed.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox allow-popups');
    expect(policy).not.toContain('allow-scripts');
  });

  test.each(['/messages/nothing', '/messages/nothing.json', '/messages/..%2f..%2fetc/raw', '/elsewhere'])(
    '%s is not there',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain('no such mail');
    },
  );
});

describe('nothing is lost', () => {
  test('a mail is on disk when the server says 250, and there after a restart', async () => {
    await deliver();
    expect(await readdir(directory)).toEqual(['20260105T090001000Z-id1.eml']);
    const before = await messages();
    await inbox.stop();
    inbox = await start();
    expect(await messages()).toEqual(before);
  });

  test('what is no mail does not keep the inbox from starting', async () => {
    await writeFile(join(directory, '20260101T000000000Z-x.eml'), Buffer.from([0, 255, 13, 10, 1]));
    await writeFile(join(directory, '20260101T000000000Z-y.eml.part'), 'half');
    await writeFile(join(directory, '"><script>.eml'), 'x');
    await inbox.stop();
    inbox = await start();
    expect(await messages()).toMatchObject([{ id: '20260101T000000000Z-x', subject: '' }]);
  });

  test('a folder that is gone makes the server say: try again', async () => {
    await rm(directory, { recursive: true });
    const delivery = await smtpMailServer(`smtp://127.0.0.1:${inbox.smtpPort}`).deliver(mail);
    expect(delivery).toMatchObject({
      status: 'unavailable',
      taken: 'no',
      reason: expect.stringContaining('451'),
    });
    directory = await mkdtemp(join(tmpdir(), 'mapwright-inbox-'));
  });

  test('a taken port is an error with its code, and leaves nothing running', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const options = { directory, log: quiet };
    await expect(startInbox({ ...options, smtpPort: port, httpPort: 0 })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await expect(startInbox({ ...options, smtpPort: 0, httpPort: port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await new Promise((resolve) => other.close(resolve));
  });
});
