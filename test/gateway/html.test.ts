import { expect, test } from 'vitest';
import { attributes, html } from '../../src/gateway/views/html.ts';

test('text is escaped for elements and quoted attributes', () => {
  const name = `<img src=x onerror="alert('&')">`;
  expect(html`<p title="${name}">${name}</p>`.toString()).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;">&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;</p>',
  );
});

test('templates nest, lists are joined, and what is absent leaves nothing', () => {
  const items = ['a', '<b>'].map((text) => html`<b>${text}</b>`);
  const text = html`<i>${items}${undefined}${false}${3}</i>`;
  expect(text.toString()).toBe('<i><b>a</b><b>&lt;b&gt;</b>3</i>');
});

test('attributes are escaped; true is a bare name; false and undefined are left out', () => {
  expect(
    attributes({ value: '"><', required: true, checked: false, id: undefined, rows: 4 }).toString(),
  ).toBe('value="&quot;&gt;&lt;" required rows="4"');
});
