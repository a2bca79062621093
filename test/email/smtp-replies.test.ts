import { describe, expect, test } from 'vitest';
import { deliveryOfError, refusedForGood } from '../../src/email/smtp-replies.ts';

function failure(fields: {
  command: string;
  code?: string;
  response?: string;
  originalCode?: string;
}): Error {
  const responseCode = fields.response === undefined ? undefined : Number(fields.response.slice(0, 3));
  return Object.assign(new Error('Timeout'), fields, responseCode === undefined ? {} : { responseCode });
}

describe('what a failed attempt means', () => {
  test.each([
    ['RCPT TO', '550 5.1.1 user unknown', { status: 'no-such-recipient' }],
    ['RCPT TO', '550 user unknown', { status: 'no-such-recipient' }],
    ['RCPT TO', '553 mailbox name not allowed', { status: 'no-such-recipient' }],
    ['RCPT TO', '550 5.7.1 relaying denied', { status: 'refused' }],
    ['RCPT TO', '554-5.7.1 blocked by policy', { status: 'refused' }],
    ['RCPT TO', '550 5.1.8 sender: domain not found', { status: 'refused' }],
    ['RCPT TO', '553 5.1.7 bad sender syntax', { status: 'refused' }],
    ['RCPT TO', '554 5.5.1 no valid sender', { status: 'refused' }],
    ['RCPT TO', '550 5.2.1 mailbox disabled', { status: 'no-such-recipient' }],
    ['RCPT TO', '550 5.1.10 no mail is taken', { status: 'no-such-recipient' }],
    ['RCPT TO', '552 5.2.2 mailbox full', { status: 'unavailable', taken: 'no' }],
    ['RCPT TO', '550 5.2.2 over quota', { status: 'unavailable', taken: 'no' }],
    ['RCPT TO', '552 too much', { status: 'unavailable', taken: 'no' }],
    ['RCPT TO', '530 5.5.1 authentication required', { status: 'refused' }],
    ['RCPT TO', '450 4.2.0 greylisted', { status: 'unavailable', taken: 'no' }],
    ['RCPT TO', '421 shutting down', { status: 'unavailable', taken: 'no' }],
    ['MAIL FROM', '553 5.7.1 not your address', { status: 'refused' }],
    ['MAIL FROM', '452 4.3.1 out of space', { status: 'unavailable', taken: 'no' }],
    ['DATA', '554 5.6.0 content refused', { status: 'refused' }],
    ['DATA', '451 4.3.0 try later', { status: 'unavailable', taken: 'no' }],
    ['AUTH PLAIN', '535 5.7.8 wrong password', { status: 'unavailable', taken: 'no' }],
    ['EHLO', '554 no service here', { status: 'unavailable', taken: 'no' }],
  ])('%s: %s', (command, response, delivery) => {
    expect(deliveryOfError(failure({ command, response }))).toMatchObject(delivery);
  });

  test.each([
    ['ESOCKET', 'ECONNREFUSED', 'no'],
    ['EDNS', 'ENOTFOUND', 'no'],
    ['ETLS', undefined, 'no'],
    ['ESOCKET', 'ECONNRESET', 'unknown'],
    ['ETIMEDOUT', undefined, 'unknown'],
    ['ECONNECTION', undefined, 'unknown'],
    ['EABORT', undefined, 'unknown'],
  ])('without a reply: %s %s', (code, originalCode, taken) => {
    const error = failure({ command: 'CONN', code, ...(originalCode === undefined ? {} : { originalCode }) });
    expect(deliveryOfError(error)).toEqual({ status: 'unavailable', taken, reason: 'Timeout' });
  });

  test('a message that cannot even be begun', () => {
    expect(deliveryOfError(failure({ command: 'API', code: 'EENVELOPE' }))).toMatchObject({
      status: 'refused',
    });
  });

  test('replies lose the addresses in them', () => {
    const error = failure({
      command: 'RCPT TO',
      response: '550 5.1.1 <ada@example.com>: ada@example.com unknown',
    });
    expect(deliveryOfError(error)).toEqual({
      status: 'no-such-recipient',
      reply: '550 5.1.1 <…>: … unknown',
    });
  });

  test('of several recipients, those refused for good', () => {
    const refused = (recipient: string, response: string): Error =>
      Object.assign(failure({ command: 'RCPT TO', response }), { recipient });
    const errors = [
      refused('a@example.com', '550 5.1.1 unknown'),
      refused('b@example.com', '450 greylisted'),
      refused('c@example.com', '550 5.7.1 policy'),
    ];
    expect(refusedForGood(errors)).toEqual(['a@example.com']);
  });
});
