import { describe, expect, test } from 'vitest';
import type { CompiledEmail } from '../../src/email/compiled-email.ts';
import { mergeEmail } from '../../src/email/merge-email.ts';
import type { MergeContext, MergeInput } from '../../src/email/merge-context.ts';
import type { MailRequest } from '../../src/program/commands.ts';
import { program } from './sample-emails.ts';
import { mailRequest, sampleContext } from './sample-mails.ts';

function compiled(template: string): CompiledEmail {
  return { name: 'sample', hash: 'h', subject: template, html: template, text: template };
}

/** The text part of a template, merged with Ada's mail. */
function merge(template: string, request: Partial<MailRequest> = {}, more: Partial<MergeInput> = {}): string {
  return mergeEmail(compiled(template), sampleContext(mailRequest('sample', request), more)).text;
}

describe('figures in the reader’s words', () => {
  test.each([
    ['{{contact.totalSales}}', '$5,600.00'],
    ['{{contact.numberOfSales}}', '7'],
    ['{{sale.amount}}', '$400.00'],
    ['{{commission.amount}}', '$80.00'],
    ['{{milestone.value}}', '$5,000'],
    ['{{milestone.next}}', '$10,000'],
    ['{{milestone.toNext}}', '$4,400'],
    ['{{milestone.values}}', '$1,000 and $5,000'],
    ['{{#each milestone.values}}[{{this}}]{{/each}}', '[$1,000][$5,000]'],
    [
      '{{#each sales}}[{{id}} {{amount}} {{commission}}]{{/each}}',
      '[s-6 $100.00 $20.00][s-7 $400.00 $80.00]',
    ],
    ['{{#each sales}}[{{default product "none"}}]{{/each}}', '[kit][none]'],
    [
      '{{#each sales}}{{#if @last}}{{at}} {{../sale.id}}{{/if}}{{/each}}',
      'January 8, 2026 at 11:00 AM GMT s-7',
    ],
    ['{{sale.at}}', 'January 8, 2026 at 11:00 AM GMT'],
    ['{{date login.expiresAt}}', 'January 8, 2026 at 11:00 AM GMT'],
    ['{{money sale.amount}}', '$400.00'],
    [
      '{{#each links}}{{title}}: {{url}} {{/each}}',
      /^Home page: https:\/\/acme\.example\/\?ref=ADA7 Pricing/,
    ],
  ])('%s', (template, text) => {
    expect(merge(template)).toMatch(text);
  });

  test.each([
    [{ locale: 'de-DE', timeZone: 'Europe/Berlin' }, '5.600,00\u00a0$', '8. Januar 2026 um 12:00 MEZ'],
    [{ locale: 'en-GB', timeZone: 'Asia/Tokyo' }, 'US$5,600.00', '8 January 2026 at 20:00 GMT+9'],
    [{ locale: 'no such', timeZone: 'Nowhere/Land' }, '$5,600.00', 'January 8, 2026 at 11:00 AM UTC'],
  ])('for a reader of %o', (reader, money, date) => {
    const contact = { id: 'c_ada', email: 'ada@example.com', ...reader };
    expect(merge('{{contact.totalSales}} | {{sale.at}}', {}, { contact })).toBe(`${money} | ${date}`);
  });

  test('a mail to a team is in the program’s locale and zone', () => {
    const contact = { id: 'c_ada', email: 'ada@example.com', locale: 'de-DE', timeZone: 'Europe/Berlin' };
    expect(merge('{{sale.at}}', { to: { team: 'kims' } }, { contact })).toBe(
      'January 8, 2026 at 11:00 AM UTC',
    );
  });

  test('a currency without decimals, and a milestone that is no money', () => {
    const yen = { ...program, currency: { code: 'JPY', digits: 0 } };
    expect(merge('{{sale.amount}}', {}, { program: yen })).toBe('¥40,000');
    expect(merge('{{milestone.value}}', { values: { 'milestone.value': 5_000 } })).toBe('5,000');
    const odd = { 'milestone.value': 500_050, 'milestone.isMoney': true };
    expect(merge('{{milestone.value}}', { values: odd })).toBe('$5,000.50');
  });
});

describe('what is empty, and what does not exist', () => {
  const last = { 'milestone.value': 2_500_000, 'milestone.isMoney': true };

  test('a milestone without a next one', () => {
    expect(merge('{{#if milestone.next}}next{{else}}last{{/if}}', { values: last })).toBe('last');
    expect(merge('[{{milestone.next}}]', { values: last })).toBe('[]');
  });

  test('zero is empty for if, and printed as a figure', () => {
    const values = { 'contact.totalSales': 0 };
    expect(merge('{{#unless contact.totalSales}}none: {{contact.totalSales}}{{/unless}}', { values })).toBe(
      'none: $0.00',
    );
  });

  test('a name that nobody gave', () => {
    const contact = { id: 'c_bo', email: 'bo@example.com', firstName: null };
    expect(merge('{{default contact.firstName "there"}}', {}, { contact })).toBe('there');
  });

  test('a field of one’s own that this contact has not filled in', () => {
    const emailRef = { template: 'sample', hash: 'h', merges: ['contact.website', 'approval.reason'] };
    const template = '[{{contact.website}}][{{approval.reason}}]';
    expect(merge(template, { email: emailRef, values: {} })).toBe('[][]');
  });

  test.each([
    ['{{contact.nickname}}', 'contact.nickname'],
    ['{{default contact.nickname "you"}}', 'contact.nickname'],
    ['{{#if contact.nickname}}x{{/if}}', 'contact.nickname'],
    ['{{#each nothing}}x{{/each}}', 'nothing'],
    ['{{date lgoin.expiresAt}}', 'lgoin.expiresAt'],
    ['{{#each links}}{{name}}{{/each}}', 'name'],
    ['{{contact.constructor}}', 'contact.constructor'],
    ['{{contact.__proto__}}', 'contact.__proto__'],
  ])('%s is refused', (template, field) => {
    expect(() => merge(template)).toThrow(`Email "sample" cannot be written: it has no field "${field}".`);
  });

  test('totals are never left out silently', () => {
    const emailRef = { template: 'sample', hash: 'h', merges: ['contact.totalSales'] };
    expect(() => merge('{{contact.totalSales}}', { email: emailRef, values: {} })).toThrow(
      '"contact.totalSales"',
    );
  });
});

describe('escaping', () => {
  const contact = { id: 'c_x', email: 'x@example.com', firstName: '<b>"Ann" & Co</b>' };
  const context = (): MergeContext => sampleContext(mailRequest('sample'), { contact });

  test('HTML is escaped, subject and text are not', () => {
    const mail = mergeEmail(compiled('{{contact.firstName}}'), context());
    expect(mail.html).toBe('&lt;b&gt;&quot;Ann&quot; &amp; Co&lt;/b&gt;');
    expect(mail.subject).toBe(contact.firstName);
    expect(mail.text).toBe(contact.firstName);
  });

  test('three braces print no HTML either', () => {
    const { html } = mergeEmail(compiled('{{{contact.firstName}}}{{& contact.firstName}}'), context());
    expect(html).not.toContain('<b>');
  });

  test('a subject is one line', () => {
    const values = { 'approval.reason': 'no\r\nBcc: eve@example.com\u2028x' };
    const mail = mergeEmail(
      compiled('a {{approval.reason}}'),
      sampleContext(mailRequest('sample', { values })),
    );
    expect(mail.subject).toBe('a no Bcc: eve@example.com x');
  });
});

describe('helpers', () => {
  test.each([
    [{ 'x.day': '2026-03-01' }, '{{date x.day}}', 'March 1, 2026'],
    [{ 'x.at': '2026-03-01T12:00:00Z' }, '{{date x.at}}', 'March 1, 2026 at 12:00 PM GMT'],
    [{ 'x.day': null }, '[{{date x.day}}]', '[]'],
    [{ 'x.none': null }, '[{{money x.none}}]', '[]'],
    [{ 'x.list': [] }, '{{#if x.list}}some{{else}}none{{/if}}', 'none'],
  ])('%o: %s', (values, template, text) => {
    expect(merge(template, { values })).toBe(text);
  });

  test('a word where a date or an amount belongs is refused', () => {
    const values = { 'x.word': 'soon' };
    expect(() => merge('{{date x.word}}', { values })).toThrow('not a date');
    expect(() => merge('{{money x.word}}', { values })).toThrow('not an amount');
  });

  test('a condition that does not hold leaves no hole in the text', () => {
    const values = { 'approval.reason': '' };
    expect(merge('a\n\n{{#if approval.reason}}\nb\n{{/if}}\n\nc', { values })).toBe('a\n\nc');
  });
});
