import { describe, expect, test } from 'vitest';
import { domainOf, parseMailbox } from '../../src/email/mailbox.ts';
import { messageIdOf } from '../../src/email/message-id.ts';
import { smtpMailServer } from '../../src/email/smtp-mail-server.ts';

describe('mailboxes', () => {
  test.each([
    ['Acme partners <partners@acme.example>', { name: 'Acme partners', address: 'partners@acme.example' }],
    ['"Acme, Ltd" <partners@acme.example>', { name: 'Acme, Ltd', address: 'partners@acme.example' }],
    ['partners@acme.example', { address: 'partners@acme.example' }],
  ])('%s', (text, mailbox) => {
    expect(parseMailbox(text)).toEqual(mailbox);
  });

  test.each(['', 'Acme partners', 'a@acme.example, b@acme.example', 'Acme <partners>'])(
    '"%s" is none',
    (text) => {
      expect(() => parseMailbox(text)).toThrow('is not one email address');
    },
  );

  test('the domain of an address', () => {
    expect(domainOf('"a@b"@Acme.Example')).toBe('acme.example');
  });
});

describe('Message-IDs', () => {
  const key = { contactId: 'c_ada', map: 'partner-welcome', entry: 3, index: 0 };
  const id = messageIdOf(key, 'acme.example');

  test('derive from the key alone', () => {
    expect(
      messageIdOf({ index: 0, entry: 3, map: 'partner-welcome', contactId: 'c_ada' }, 'acme.example'),
    ).toBe(id);
    expect(id).toMatch(/^<[0-9a-f]{32}@acme\.example>$/);
  });

  test.each([{ contactId: 'c_bo' }, { map: 'other' }, { entry: 4 }, { index: 1 }])(
    '%o is another mail',
    (other) => {
      expect(messageIdOf({ ...key, ...other }, 'acme.example')).not.toBe(id);
    },
  );
});

describe('addresses of mail servers', () => {
  test.each(['', 'mail.acme.example', 'http://mail.acme.example', 'smtp://'])('"%s" is refused', (url) => {
    expect(() => smtpMailServer(url)).toThrow('Write smtp://HOST:PORT');
  });

  test.each(['smtp://127.0.0.1:1025', 'smtp://[::1]:25', 'smtps://user:p%40ss@mail.acme.example'])(
    '%s',
    (url) => {
      expect(() => smtpMailServer(url)).not.toThrow();
    },
  );
});
