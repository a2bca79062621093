import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readPostmark } from '../../src/email/feedback/postmark.ts';
import { readReport } from '../../src/email/feedback/read-report.ts';
import { isFromSendGrid, readSendGrid } from '../../src/email/feedback/sendgrid.ts';
import { mailsIn } from '../../src/email/feedback/split-mailbox.ts';
import { complaintReport, deliveryReport } from './reports.ts';

describe('SendGrid', () => {
  // As its documentation shows them, with addresses of examples.
  const bounce = {
    email: 'ada@example.com',
    timestamp: 1513299569,
    'smtp-id': '<14c5d75ce93.dfd.64b469@acme.example>',
    event: 'bounce',
    category: 'cat facts',
    sg_event_id: 'sg_event_id_1',
    sg_message_id: '14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0',
    reason: '500 unknown recipient',
    status: '5.0.0',
    type: 'bounce',
  };

  test('a bounce', () => {
    expect(readSendGrid([bounce])).toEqual([
      {
        id: 'sg_event_id_1',
        source: 'sendgrid',
        kind: 'hard-bounce',
        address: 'ada@example.com',
        reason: '5.0.0 500 unknown recipient',
        messageId: '<14c5d75ce93.dfd.64b469@acme.example>',
        at: Date.UTC(2017, 11, 15, 0, 59, 29),
      },
    ]);
  });

  test.each([
    [{ ...bounce, type: 'blocked' }, 'soft-bounce'],
    [{ ...bounce, event: 'deferred', response: '400 try again later' }, 'soft-bounce'],
    [{ ...bounce, event: 'spamreport' }, 'complaint'],
  ])('%o', (event, kind) => {
    expect(readSendGrid([event])).toMatchObject([{ kind }]);
  });

  test.each([{ event: 'delivered' }, { event: 'open' }, { sg_event_id: undefined }, { email: 7 }])(
    '%o tells nothing bad, or cannot be read',
    (more) => {
      expect(readSendGrid([{ ...bounce, ...more }, null])).toEqual([]);
    },
  );

  test('a body that is no list', () => {
    expect(readSendGrid(bounce)).toBeUndefined();
  });

  test('its signature covers the time and every byte', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    const body = JSON.stringify([bounce]);
    const signature = sign('sha256', Buffer.from(`1513299569${body}`), privateKey).toString('base64');
    const signed = { timestamp: '1513299569', signature };
    expect(isFromSendGrid(key, signed, body)).toBe(true);
    expect(isFromSendGrid(key, { ...signed, timestamp: '1513299570' }, body)).toBe(false);
    expect(isFromSendGrid(key, signed, `${body} `)).toBe(false);
    expect(isFromSendGrid(key, { ...signed, signature: '' }, body)).toBe(false);
  });
});

describe('Postmark', () => {
  const bounce = {
    RecordType: 'Bounce',
    MessageStream: 'outbound',
    ID: 4323372036854776000,
    Type: 'HardBounce',
    TypeCode: 1,
    Name: 'Hard bounce',
    MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
    Description: 'The server was unable to deliver your message (ex: unknown user, mailbox not found).',
    Details: 'smtp;550 5.1.1 The email account does not exist.',
    Email: 'ada@example.com',
    From: 'partners@acme.example',
    BouncedAt: '2019-11-05T16:33:54.9070259Z',
    Inactive: true,
    CanActivate: true,
  };

  test('a bounce', () => {
    expect(readPostmark(bounce)).toEqual({
      id: '4323372036854776000',
      source: 'postmark',
      kind: 'hard-bounce',
      address: 'ada@example.com',
      reason: 'smtp;550 5.1.1 The email account does not exist.',
      at: Date.UTC(2019, 10, 5, 16, 33, 54, 907),
    });
  });

  test.each([
    [{ Type: 'SoftBounce', Inactive: false }, { kind: 'soft-bounce' }],
    [{ Type: 'Transient', Inactive: false }, { kind: 'soft-bounce' }],
    [{ Type: 'Blocked', Inactive: true }, { kind: 'hard-bounce' }],
    [{ Type: 'SpamComplaint' }, { kind: 'complaint' }],
    [{ RecordType: 'SpamComplaint', Type: 'SpamComplaint', Details: '' }, { kind: 'complaint' }],
  ])('%o', (more, expected) => {
    expect(readPostmark({ ...bounce, ...more })).toMatchObject(expected);
  });

  test('what tells of something else is ignored, what is no record is none', () => {
    expect(readPostmark({ RecordType: 'Delivery' })).toBe('ignored');
    expect(readPostmark({})).toBeUndefined();
    expect(readPostmark({ RecordType: 'Bounce' })).toBeUndefined();
  });
});

describe('reports as mails', () => {
  const MESSAGE_ID = '<0f1e2d3c@acme.example>';

  test('a failed delivery (RFC 3464): an event for each recipient', async () => {
    const report = deliveryReport(MESSAGE_ID, [
      ['ada@example.com', 'failed', '5.1.1', 'smtp; 550 5.1.1 no such user'],
      ['bob@example.com', 'delayed', '4.4.1', 'smtp; 421 4.4.1 no answer'],
      ['eve@example.com', 'delivered', '2.0.0', 'smtp; 250 ok'],
      ['kim@example.com', 'failed', '5.2.2', 'smtp; 552 5.2.2 mailbox full'],
    ]);
    expect(await readReport(report)).toEqual([
      {
        id: '<report@mx.example.net>/0',
        source: 'report',
        kind: 'hard-bounce',
        address: 'ada@example.com',
        reason: '550 5.1.1 no such user',
        messageId: MESSAGE_ID,
      },
      expect.objectContaining({ kind: 'soft-bounce', address: 'bob@example.com' }),
      expect.objectContaining({ kind: 'soft-bounce', address: 'kim@example.com' }),
    ]);
  });

  test.each([
    ['5.0.0', 'hard-bounce'],
    ['5.1.10 (no mail is taken)', 'hard-bounce'],
    ['5.1.8', 'soft-bounce'],
    ['5.4.7', 'soft-bounce'],
    ['5.7.26', 'soft-bounce'],
    ['', 'soft-bounce'],
  ])('a delivery that failed with the status %j is a %s', async (status, kind) => {
    const report = deliveryReport(MESSAGE_ID, [['ada@example.com', 'failed', status, 'smtp; 550 no']]);
    expect(await readReport(report)).toMatchObject([{ kind }]);
  });

  test('a complaint (RFC 5965)', async () => {
    expect(await readReport(complaintReport(MESSAGE_ID, 'abuse'))).toEqual([
      {
        id: '<report@mx.example.net>/0',
        source: 'report',
        kind: 'complaint',
        address: 'ada@example.com',
        reason: 'feedback report: abuse',
        messageId: MESSAGE_ID,
      },
    ]);
    expect(await readReport(complaintReport(MESSAGE_ID, 'not-spam'))).toEqual([]);
  });

  test.each([
    ['an ordinary mail', 'From: ada@example.com\r\nSubject: Hi\r\n\r\nHello\r\n'],
    ['an answer on vacation', 'Auto-Submitted: auto-replied\r\nSubject: away\r\n\r\n550 5.1.1\r\n'],
    ['nothing', ''],
  ])('%s is no report', async (_what, raw) => {
    expect(await readReport(Buffer.from(raw))).toBeUndefined();
  });
});

describe('a file of reports', () => {
  const split = (text: string) =>
    mailsIn(Buffer.from(text, 'latin1')).map((mail) => Buffer.from(mail).toString('latin1'));

  test.each<[what: string, file: string, mails: string[]]>([
    ['one mail is itself', 'Subject: Hi\n\nFrom here\n', ['Subject: Hi\n\nFrom here\n']],
    ['as a mail system pipes it', 'From MAILER-DAEMON\nA: b\n\nx\n', ['A: b\n\nx\n']],
    [
      'a mailbox, whatever its bytes and line ends are',
      'From - Mon Jan  5 09:00:00 2026\r\nA: \xfc\r\n\r\nx\r\n\r\nFrom a@b.example Mon Jan 15 09:00:00 2026\r\nC: d\r\n',
      ['A: \xfc\r\n\r\nx\r\n\r\n', 'C: d\r\n'],
    ],
    [
      'lines that look like the beginning of a mail',
      'From - Mon Jan  5 09:00:00 2026\nA: b\n\n>From me\n>>From you\n\nFrom now on\n',
      ['A: b\n\nFrom me\n>From you\n\nFrom now on\n'],
    ],
  ])('%s', (_what, file, mails) => {
    expect(split(file)).toEqual(mails);
  });
});
