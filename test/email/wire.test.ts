import fc from 'fast-check';
import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smtpMailServer } from '../../src/email/smtp-mail-server.ts';
import type { OutgoingMail } from '../../src/email/mail-server.ts';
import { startScriptedSmtp, type ScriptedSmtp } from './scripted-smtp.ts';

let smtp: ScriptedSmtp;
beforeAll(async () => {
  smtp = await startScriptedSmtp();
});
afterAll(() => smtp.stop());

const MAIL: OutgoingMail = {
  subject: 'Hello',
  html: '<p>Größe · 尺寸 · المقاس</p>',
  text: 'Größe · 尺寸 · المقاس\n',
  from: { name: 'Acme', address: 'partners@acme.example' },
  to: [{ address: 'ada@example.com' }],
  messageId: '<0123456789abcdef@acme.example>',
  date: Date.UTC(2026, 0, 5, 9),
  headers: {
    'Auto-Submitted': 'auto-generated',
    'List-Unsubscribe': `<https://partners.acme.example/unsubscribe/${'t'.repeat(150)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
};

/** What arrived, as bytes and as an independent parser reads it. */
async function sent(
  more: Partial<OutgoingMail>,
): Promise<{ raw: string; head: string; mail: Email; to: string[] }> {
  smtp.received.length = 0;
  expect(await smtpMailServer(smtp.url).deliver({ ...MAIL, ...more })).toMatchObject({ status: 'accepted' });
  const { raw, to } = smtp.received[0] ?? { raw: '', to: [] };
  return { raw, head: raw.slice(0, raw.indexOf('\r\n\r\n')), mail: await PostalMime.parse(raw), to };
}

describe('a mail, header by header', () => {
  test('has each field once, in the forms of RFC 5322, 3834, 2369 and 8058', async () => {
    const { mail, head } = await sent({});
    const names = mail.headers.map(({ key }) => key).toSorted();
    expect(names).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'list-unsubscribe',
      'list-unsubscribe-post',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ]);
    const value = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
    expect(value('from')).toBe('Acme <partners@acme.example>');
    expect(value('to')).toBe('ada@example.com');
    expect(value('message-id')).toBe(MAIL.messageId);
    expect(value('date')).toBe('Mon, 05 Jan 2026 09:00:00 +0000');
    expect(value('auto-submitted')).toBe('auto-generated');
    expect(value('list-unsubscribe')).toBe(MAIL.headers['List-Unsubscribe']);
    expect(value('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(value('content-type')).toMatch(/^multipart\/alternative;\s+boundary="[^"]+"$/);
    // A mail program that does not unfold reads the address whole (RFC 8058 §4).
    expect(head).toMatch(/^List-Unsubscribe:\s+<https:\S+>\r?$/m);
  });

  test('has a text part, then an HTML part, both in UTF-8 and safe for seven bits', async () => {
    const { raw, mail } = await sent({});
    const parts = [
      ...raw.matchAll(/^Content-Type: (text\/\w+); charset=utf-8\r\nContent-Transfer-Encoding: ([\w-]+)/gm),
    ];
    expect(parts.map(([, type]) => type)).toEqual(['text/plain', 'text/html']);
    for (const [, , encoding] of parts) expect(encoding).toMatch(/^(quoted-printable|base64)$/);
    expect(raw).toMatch(/^[\x20-\x7e\r\n\t]*$/);
    expect(mail.text?.trim()).toBe(MAIL.text.trim());
    expect(mail.html?.trim()).toBe(MAIL.html);
  });

  test.each([
    ['Smith, John', 'Smith, John'],
    ['"Ada" <eve@example.com>', '"Ada" <eve@example.com>'],
    ['Ada\r\nBcc: eve@example.com', 'Ada Bcc: eve@example.com'],
    ['فاطمة الزهراء', 'فاطمة الزهراء'],
    ['Ünal 🎈'.repeat(20), 'Ünal 🎈'.repeat(20)],
  ])('%j is a name, and nothing but one', async (name, read) => {
    const { mail, to } = await sent({
      to: [{ name, address: 'ada@example.com' }],
      replyTo: { name, address: 'help@example.com' },
    });
    expect(mail.to).toEqual([{ name: read, address: 'ada@example.com' }]);
    expect(mail.replyTo).toEqual([{ name: read, address: 'help@example.com' }]);
    expect(mail.bcc).toBeUndefined();
    expect(to).toEqual(['ada@example.com']);
  });

  test.each([
    'ada@example.com\r\nRCPT TO:<eve@example.com>',
    'ada@example.com>\r\nDATA',
    'ada@example.com\nBcc: eve@example.com',
    'ada@example.com, eve@example.com',
    '<ada@example.com> <eve@example.com>',
    'ada',
  ])('%j is no address, and nobody gets the mail', async (address) => {
    smtp.received.length = 0;
    for (const more of [{ to: [{ address }] }, { cc: [{ address }] }, { replyTo: { address } }]) {
      const delivery = await smtpMailServer(smtp.url).deliver({ ...MAIL, ...more });
      expect(delivery).toMatchObject({ status: 'refused' });
      expect(JSON.stringify(delivery)).not.toContain('@');
    }
    expect(smtp.received).toEqual([]);
  });

  test('whatever somebody is called and a subject says, another parser reads just that', async () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 120 })
      .map((text) => text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim())
      .filter((text) => text !== '');
    await fc.assert(
      fc.asyncProperty(line, line, async (name, subject) => {
        const { mail, head } = await sent({ subject, to: [{ name, address: 'ada@example.com' }] });
        expect(mail.subject).toBe(subject);
        expect(mail.to).toEqual([{ name, address: 'ada@example.com' }]);
        expect(mail.headers).toHaveLength(10);
        expect(head).toMatch(/^[\x20-\x7e\r\n\t]*$/);
        // RFC 5322 §2.1.1
        for (const one of head.split('\r\n')) expect(one.length).toBeLessThanOrEqual(998);
      }),
      { numRuns: 60 },
    );
  });
});
