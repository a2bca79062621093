import { describe, expect, test } from 'vitest';
import { markdownToHtml } from '../../src/email/markdown.ts';
import { tagShield } from '../../src/email/merge-tags.ts';
import { renderEmail } from '../../src/email/render-email.ts';
import { email, sending } from './sample-emails.ts';

function htmlOf(markdown: string): string {
  const shield = tagShield(markdown);
  return shield.restore(markdownToHtml(shield.hide(markdown), shield, 'mail')).trim();
}

describe('merge tags survive Markdown', () => {
  test.each([
    ['in text', 'Hi {{contact.firstName}}!', '<p>Hi {{contact.firstName}}!</p>'],
    ['with quotes', '{{default a.b "x & y"}}', '<p>{{default a.b "x & y"}}</p>'],
    ['with braces in a string', '{{default a.b "}}"}}', '<p>{{default a.b "}}"}}</p>'],
    ['emphasised', '**{{a.b}}**, *{{a.b}}*', '<p><strong>{{a.b}}</strong>, <em>{{a.b}}</em></p>'],
    ['as a link target', 'x [y]({{a.url}})', '<p>x <a href="{{a.url}}">y</a></p>'],
    [
      'inside a link target',
      'x [y](https://a.example/{{a.b}}?c={{d.e}})',
      '<p>x <a href="https://a.example/{{a.b}}?c={{d.e}}">y</a></p>',
    ],
    ['as a link text', 'x [{{a.b}}](https://a.example)', '<p>x <a href="https://a.example">{{a.b}}</a></p>'],
    ['as code', '`{{a.b}}`', '<p><code>{{a.b}}</code></p>'],
    ['with underscores', '{{a.b_c_d}}', '<p>{{a.b_c_d}}</p>'],
    ['inside a line', 'a{{#if b.c}}, {{b.c}}{{/if}}.', '<p>a{{#if b.c}}, {{b.c}}{{/if}}.</p>'],
    ['as a comment with an apostrophe', "a{{! don't }}b", "<p>a{{! don't }}b</p>"],
  ])('%s', (_name, markdown, html) => {
    expect(htmlOf(markdown)).toBe(html);
  });

  test('a text that looks like our own placeholders stays what it is', () => {
    expect(htmlOf('mergetag0z {{a.b}}')).toBe('<p>mergetag0z {{a.b}}</p>');
  });

  test('raw HTML in an email is text', () => {
    expect(htmlOf('<script>alert(1)</script>')).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>');
  });
});

describe('tags alone on a line are structure', () => {
  test('they make no paragraphs', () => {
    expect(htmlOf('a\n{{#if b.c}}\nd\n{{else}}\ne\n{{/if}}\nf')).toBe(
      '<p>a</p>\n{{#if b.c}}\n<p>d</p>\n{{else}}\n<p>e</p>\n{{/if}}\n<p>f</p>',
    );
  });

  test('several on one line, and comments', () => {
    expect(htmlOf('{{#if a.b}}{{#if c.d}}\nx\n{{/if}}{{/if}}\n\n{{! note }}')).toBe(
      '{{#if a.b}}\n{{#if c.d}}\n<p>x</p>\n{{/if}}\n{{/if}}\n{{! note }}',
    );
  });

  test('a value alone on a line is a paragraph', () => {
    expect(htmlOf('{{a.b}}')).toBe('<p>{{a.b}}</p>');
  });

  test('in a fenced code block they are code', () => {
    expect(htmlOf('```\n{{#if a.b}}\n```')).toBe('<pre><code>{{#if a.b}}\n</code></pre>');
  });
});

describe('lists', () => {
  test('items inside each give one list', () => {
    expect(htmlOf('x:\n\n{{#each links}}\n- {{title}}\n{{/each}}\n\ny')).toBe(
      '<p>x:</p>\n<ul>\n{{#each links}}\n<li>{{title}}</li>\n{{/each}}\n</ul>\n<p>y</p>',
    );
  });

  test('items before, inside and after belong together', () => {
    expect(htmlOf('- a\n{{#each links}}\n- {{title}}\n{{/each}}\n- z')).toBe(
      '<ul>\n<li>a</li>\n{{#each links}}\n<li>{{title}}</li>\n{{/each}}\n<li>z</li>\n</ul>',
    );
  });

  test('a conditional item continues its list', () => {
    expect(htmlOf('1. a\n{{#if b.c}}\n2. b\n{{/if}}')).toBe(
      '<ol>\n<li>a</li>\n{{#if b.c}}\n<li>b</li>\n{{/if}}\n</ol>',
    );
  });

  test('a conditional list of its own is left out whole', () => {
    expect(htmlOf('{{#if b.c}}\n- a\n{{/if}}')).toBe('{{#if b.c}}\n<ul>\n<li>a</li>\n</ul>\n{{/if}}');
  });

  test('each with an else stays valid HTML', () => {
    expect(htmlOf('{{#each links}}\n- {{title}}\n{{else}}\nnone\n{{/each}}')).toBe(
      '{{#each links}}\n<ul>\n<li>{{title}}</li>\n</ul>\n{{else}}\n<p>none</p>\n{{/each}}',
    );
  });
});

describe('buttons', () => {
  test('a paragraph of one link is a button', () => {
    expect(htmlOf('[Open]({{login.url}})')).toContain('<a href="{{login.url}}" class="button-link">Open</a>');
  });

  test.each([
    ['a link among words', 'see [x](https://a.example)'],
    ['two links', '[x](https://a.example) [y](https://b.example)'],
    ['a bare address', 'https://a.example'],
    ['a link in a list', '- [x](https://a.example)'],
  ])('%s is none', (_name, markdown) => {
    expect(htmlOf(markdown)).not.toContain('button');
  });
});

describe('the text part', () => {
  async function textOf(body: string): Promise<string> {
    return (await renderEmail(email(body), sending)).text;
  }

  test('keeps links, lists and headings readable, and escapes nothing', async () => {
    const text = await textOf(
      '# A & B <c>\n\nSee [our page](https://a.example/?a=1&b=2) or https://b.example.\n\n- one\n- **two**\n\n![a chart](https://c.example/x.png)',
    );
    expect(text).toBe(
      'A & B <c>\n\nSee our page (https://a.example/?a=1&b=2) or https://b.example.\n\n- one\n- two\n\na chart\n\n' +
        '-- \nAcme Ltd, 1 High Street, London\n',
    );
  });

  test('keeps each structural tag on a line of its own, for Handlebars to remove', async () => {
    const text = await textOf('a\n\n{{#each links}}\n- [{{title}}]({{url}})\n{{/each}}\n\nb');
    expect(text).toContain('a\n\n{{#each links}}\n- {{title}} ({{url}})\n{{/each}}\n\nb');
  });
});

describe('the HTML part', () => {
  test('fetches nothing, runs nothing, and carries sender and postal address', async () => {
    const { html } = await renderEmail(email('Hi', { preheader: 'Short & sweet' }), sending);
    expect(html).not.toMatch(/<script|<link|@import|src="http/);
    expect(html).toContain('Acme partners');
    expect(html).toContain('Acme Ltd, 1 High Street, London');
    expect(html).toContain('Short &amp; sweet');
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).toContain('max-width:600px');
  });

  test('a layout of one’s own takes the place of the built-in shell', async () => {
    const layout =
      '<mjml><mj-head><mj-preview>{{preheader}}</mj-preview></mj-head><mj-body><mj-section><mj-column>' +
      '<mj-text>{{{body}}}</mj-text><mj-button href="{{partnerCenter.url}}">{{program.title}}</mj-button>' +
      '<mj-text>{{postalAddress}}</mj-text></mj-column></mj-section></mj-body></mjml>';
    const rendered = await renderEmail(
      email('Hi **{{contact.firstName}}**', { layout, preheader: 'Pre' }),
      sending,
    );
    expect(rendered.html).toContain('<strong>{{contact.firstName}}</strong>');
    expect(rendered.html).toContain('href="{{partnerCenter.url}}"');
    expect(rendered.html).toContain('>Pre</div>');
    expect(rendered.html).toContain('Acme Ltd, 1 High Street, London');
    expect(rendered.text).toBe('Hi {{contact.firstName}}\n\n-- \nAcme Ltd, 1 High Street, London\n');
  });
});

describe('mistakes are told with the email’s name', () => {
  test.each([
    ['a tag that is not closed', email('{{#if a.b}}\nx'), /Email "sample": Parse error/],
    ['an unknown helper', email('{{shout a.b}}'), /Email "sample": .*unknown helper shout/],
    ['a built-in helper that is not ours', email('{{#with a}}x{{/with}}'), /unknown helper with/],
    [
      'a layout without a place for the text',
      email('x', { layout: '<mjml><mj-body /></mjml>' }),
      /\{\{\{body\}\}\}/,
    ],
    [
      'a layout that is not MJML',
      email('x', { layout: '<mjml><mj-body><mj-txt>{{{body}}}</mj-txt></mj-body></mjml>' }),
      /not valid MJML.*mj-txt/s,
    ],
  ])('%s', async (_name, source, message) => {
    await expect(renderEmail(source, sending)).rejects.toThrow(message);
    await expect(renderEmail(source, sending)).rejects.toThrow('Email "sample": ');
  });

  test('a sender that is no mailbox', async () => {
    const policy = { ...sending, from: 'Acme partners' };
    await expect(renderEmail(email('x'), policy)).rejects.toThrow(
      '"Acme partners" is not one email address.',
    );
  });
});

describe('the language of the text', () => {
  const htmlIn = async (lang?: string) =>
    (await renderEmail(email('> x\n\n- y', lang === undefined ? {} : { lang }), sending)).html;

  test.each([
    ['ar', 'rtl', 'right'],
    ['he-IL', 'rtl', 'right'],
    ['az-Arab', 'rtl', 'right'],
    ['de', 'ltr', 'left'],
  ])('%s is set %s', async (lang, dir, side) => {
    const html = await htmlIn(lang);
    expect(html).toMatch(new RegExp(`<html lang="${lang}" dir="${dir}"`));
    expect(html).toContain(`direction:${dir};`);
    expect(html).toMatch(new RegExp(`<div class="text" dir="${dir}"`));
    expect(html).toMatch(new RegExp(`<blockquote style="[^"]*border-${side}:`));
    expect(html).toMatch(new RegExp(`<ul style="[^"]*padding-${side}: 22px`));
    expect(html).toContain(`text-align:${side};`);
  });

  test('where nobody says, the first letters of the text decide', async () => {
    const html = await htmlIn();
    expect(html).toMatch(/<html lang="und" dir="auto"/);
    expect(html).toMatch(/<div class="text" dir="auto" style="text-align: start;"/);
  });

  test('a layout of one’s own is told it', async () => {
    const layout =
      '<mjml lang="{{lang}}" dir="{{dir}}"><mj-body><mj-section><mj-column><mj-text align="{{align}}">{{{body}}}</mj-text></mj-column></mj-section></mj-body></mjml>';
    const { html } = await renderEmail(email('x', { lang: 'fa', layout }), sending);
    expect(html).toMatch(/<html lang="fa" dir="rtl"/);
    expect(html).toContain('text-align:right;');
  });
});

describe('the two parts of a mail', () => {
  test('a way to unsubscribe that only the layout offers is put into the text part, too', async () => {
    const layout =
      '<mjml><mj-body><mj-section><mj-column><mj-text>{{{body}}}<a href="{{unsubscribe.url}}">Leave</a></mj-text></mj-column></mj-section></mj-body></mjml>';
    const { html, text } = await renderEmail(email('x', { topic: 'news', layout }), sending);
    expect(html.match(/\{\{unsubscribe\.url\}\}/g)).toHaveLength(1);
    expect(text).toContain('({{unsubscribe.url}})');
    const written = await renderEmail(email('[Leave]({{unsubscribe.url}})', { topic: 'news' }), sending);
    expect(written.text.match(/\{\{unsubscribe\.url\}\}/g)).toHaveLength(1);
  });

  test('dark screens are told that the mail has colours for them', async () => {
    const { html } = await renderEmail(email('x'), sending);
    expect(html).toMatch(/<meta name="color-scheme" content="light dark">/);
    expect(html).toContain(':root { color-scheme: light dark;');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
  });
});
