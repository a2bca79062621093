import { escapeHtml } from '../escape-html.ts';
import type { InboxMessage, InboxSummary } from './message.ts';

/** The style sheet of the inbox, served from its own address because the pages allow no inline style. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1d242c; --soft: #66707c; --line: #e1e5ea; --page: #f3f5f8; --card: #fff; --link: #0b5cad; --chip: #e8eef6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf1; --soft: #97a2ae; --line: #323a44; --page: #14181d; --card: #1e242b; --link: #7db7f0; --chip: #2a3542; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem 4rem; background: var(--page); color: var(--ink); font: 16px/1.5 -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; }
a { color: var(--link); }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.3; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 .5rem; font-size: 1rem; }
.soft, time { color: var(--soft); font-size: .875rem; }
.mails { list-style: none; margin: 1.5rem 0 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.mails li + li { border-top: 1px solid var(--line); }
.mails a { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .8rem 1.1rem; color: inherit; text-decoration: none; }
.mails a:hover, .mails a:focus-visible { background: var(--chip); }
.subject { font-weight: 600; overflow-wrap: anywhere; }
.mails time { text-align: right; white-space: nowrap; }
.chip { padding: .05rem .5rem; border-radius: 999px; background: var(--chip); font-size: .8125rem; white-space: nowrap; justify-self: end; }
.empty { padding: 3rem 1rem; text-align: center; color: var(--soft); }
dl { display: grid; grid-template-columns: auto 1fr; gap: .15rem 1rem; margin: 1rem 0; font-size: .9375rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
iframe { display: block; width: 100%; height: 36rem; border: 1px solid var(--line); border-radius: 12px; background: #fff; }
pre { margin: 0; padding: 1rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; white-space: pre-wrap; overflow-wrap: anywhere; font: .875rem/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
summary { cursor: pointer; }
`;

/** The list, newest first; looks for new mail every five seconds. */
export function listPage(mails: InboxSummary[]): string {
  const rows = mails.map(
    (mail) => `<li><a href="/messages/${mail.id}">
      <span class="subject">${escapeHtml(mail.subject || '(no subject)')}</span>${timeOf(mail)}
      <span class="soft">to ${escapeHtml(mail.to.join(', '))}</span>${chip(mail.template)}
    </a></li>`,
  );
  const list =
    rows.length > 0
      ? `<ul class="mails">${rows.join('\n')}</ul>`
      : '<p class="mails empty">No mail yet. This page looks for it every five seconds.</p>';
  return page(
    'Mail inbox',
    `<h1>Mail inbox</h1>
<p class="soft">Every mail that this development server sends ends here. ${mails.length} so far.</p>
${list}`,
    '<meta http-equiv="refresh" content="5">',
  );
}

/** One mail: as its reader sees it, as plain text, and its headers. */
export function messagePage(mail: InboxMessage): string {
  const headers = mail.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return page(
    mail.subject,
    `<p><a href="/">← All mails</a></p>
<h1>${escapeHtml(mail.subject || '(no subject)')}</h1>
<dl>
  <dt>From</dt><dd>${escapeHtml(mail.from)}</dd>
  <dt>To</dt><dd>${escapeHtml(mail.to.join(', '))}</dd>
  <dt>Received</dt><dd>${timeOf(mail)}</dd>
  ${mail.entry ? `<dt>Sent by</dt><dd>${escapeHtml(mail.entry)}</dd>` : ''}
</dl>
<iframe title="The mail as its reader sees it" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/messages/${mail.id}/html"></iframe>
<h2>Text part</h2>
<pre>${escapeHtml(mail.text.trim())}</pre>
<h2>Headers</h2>
<pre>${escapeHtml(headers)}</pre>
<p class="soft"><a href="/messages/${mail.id}/raw">Source</a> · <a href="/messages/${mail.id}.json">JSON</a></p>`,
  );
}

/** What a wrong address shows. */
export function notFoundPage(): string {
  return page('No such mail', '<p><a href="/">All mails</a></p><h1>There is no such mail.</h1>');
}

/** The HTML part, with links that open beside the inbox instead of inside the frame. */
export function mailDocument(html: string): string {
  return `<!doctype html><base target="_blank">${html}`;
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
${body}
</body>
</html>
`;
}

function timeOf({ receivedAt }: InboxSummary): string {
  return `<time datetime="${receivedAt}">${receivedAt.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

function chip(template: string | undefined): string {
  return template === undefined ? '<span></span>' : `<span class="chip">${escapeHtml(template)}</span>`;
}
