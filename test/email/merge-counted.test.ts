import { describe, expect, test } from 'vitest';
import type { CompiledEmail } from '../../src/email/compiled-email.ts';
import { mergeCounted } from '../../src/email/merge-counted.ts';
import { mergeEmail } from '../../src/email/merge-email.ts';
import { renderEmail } from '../../src/email/render-email.ts';
import { email, sending } from './sample-emails.ts';
import { mailRequest, sampleContext } from './sample-mails.ts';

const MAIL = mailRequest('news');

/** A rendered mail with clicks counted: its parts, and the links in the order in which they were met. */
async function counted(body: string, more: Parameters<typeof sampleContext>[1] = {}) {
  return merged(await renderEmail(email(body, { topic: 'news' }), sending), more);
}

function merged(compiled: CompiledEmail, more: Parameters<typeof sampleContext>[1] = {}) {
  const links: string[] = [];
  const mail = mergeCounted(compiled, sampleContext(MAIL, more), (link) => {
    links.push(link);
    return `https://p.example/c/${links.length}`;
  });
  return { ...mail, links };
}

/** The HTML part and the text part of a mail written by hand. */
function byHand(html: string, text = '', more: Parameters<typeof sampleContext>[1] = {}) {
  return merged({ name: 'news', hash: 'h', subject: 'News', html, text }, more);
}

describe('links that the author wrote', () => {
  test('are counted in both parts, with what merge fields put behind the host', async () => {
    const { html, text, links } = await counted(
      'See [the plans](https://acme.example/plans?a=1&b=2), [yours](https://acme.example/of/{{contact.id}}?q={{contact.firstName}}).\n\n[Open]({{partnerCenter.url}})',
    );
    expect(links).toEqual([
      'https://acme.example/plans?a=1&b=2',
      'https://acme.example/of/c_ada?q=Ada',
      'https://partners.acme.example/center',
    ]);
    for (const [index, link] of links.entries()) {
      expect(html).toContain(`href="https://p.example/c/${index + 1}"`);
      expect(text).toContain(`(https://p.example/c/${index + 1})`);
      expect(text).not.toContain(link);
    }
    expect(html).not.toContain('data-counted');
  });

  test('are the same link where they lead to the same place', async () => {
    const body =
      '[one](https://acme.example/a), [two](https://acme.example/a), [b](https://acme.example/a/b)';
    const { html, text, links } = await counted(body);
    expect(links).toEqual(['https://acme.example/a', 'https://acme.example/a/b']);
    expect(html.match(/href="https:\/\/p\.example\/c\/1"/g)).toHaveLength(2);
    expect(text).toMatch(/one \(\S+\/c\/1\), two \(\S+\/c\/1\), b \(\S+\/c\/2\)/);
  });

  test.each([
    [`<a href='https://acme.example/x'>x</a>`],
    [`<a title="a > b" class='c' href="https://acme.example/x">x</a>`],
    ['<a href="https://acme.example/&#120;">x</a>'],
    [`<A\n HREF="https://acme.example/x">x</A>`],
  ])('in whatever way a layout writes them: %s', (html) => {
    expect(byHand(html)).toMatchObject({
      links: ['https://acme.example/x'],
      html: expect.stringMatching(/href="https:\/\/p\.example\/c\/1"/i) as string,
    });
  });
});

describe('links that are left alone', () => {
  test('unsubscribing, logging in, and what a partner passes on', async () => {
    const body =
      '[Leave]({{unsubscribe.url}}) [Log in]({{login.url}})\n\n{{#each links}}\n- [{{title}}]({{url}})\n{{/each}}';
    const compiled = await renderEmail(email(body, { topic: 'news' }), sending);
    const { links, ...mail } = merged(compiled);
    expect(links).toEqual([]);
    expect(mail).toEqual(mergeEmail(compiled, sampleContext(MAIL)));
  });

  test.each([
    ['<a href="mailto:kim@acme.example">x</a>'],
    ['<a data-href="https://acme.example/x" name="y">x</a>'],
    ['<abbr href="https://acme.example/x">x</abbr>'],
    ['<a href="{{contact.firstName}}">x</a>'],
    ['<a href="https://{{contact.firstName}}/x">x</a>'],
    ['<a href="https://acme.example{{contact.firstName}}">x</a>'],
    ['<a href="https://acme.example@{{contact.firstName}}">x</a>'],
    [`<a href="https://acme.example/${'x'.repeat(2_000)}">x</a>`],
  ])('%s', (html) => {
    const contact = { id: 'c_ada', email: 'ada@example.com', firstName: 'https://evil.example/' };
    const { links, html: written } = byHand(html, '', { contact });
    expect(links).toEqual([]);
    expect(written).toContain(html.split('{{')[0]);
  });

  test('what somebody typed, in either part', () => {
    const firstName = '<a data-counted href="https://evil.example/">https://evil.example/';
    const contact = { id: 'c_ada', email: 'ada@example.com', firstName };
    const html = '<a href="https://acme.example/">Hello</a> {{contact.firstName}}';
    const { links, text } = byHand(html, 'Hello {{contact.firstName}} (https://acme.example/)', { contact });
    expect(links).toEqual(['https://acme.example/']);
    expect(text).toBe(`Hello ${firstName} (https://p.example/c/1)`);
  });

  test('longer addresses of the text part that only begin like one', () => {
    const html = '<a href="https://acme.example/a">a</a>';
    const text = 'https://acme.example/abc https://acme.example/a?x https://acme.example/a.';
    expect(byHand(html, text).text).toBe(
      'https://acme.example/abc https://acme.example/a?x https://p.example/c/1.',
    );
  });
});
