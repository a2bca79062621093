import { escapeHtml } from '../escape-html.ts';
import { STYLE as INBOX_STYLE } from '../inbox/pages.ts';
import type { MergedEmail } from '../merge-email.ts';
import type { SampleReader } from '../samples/sample-readers.ts';

/** The style sheet of the preview; the pages allow no inline style. */
export const STYLE = `${INBOX_STYLE}
body { max-width: 104rem; }
.reader { margin-top: 2.5rem; border-top: 1px solid var(--line); }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1rem; margin-top: 1rem; }
figure { margin: 0; min-width: 0; display: flex; flex-direction: column; }
figcaption { padding-bottom: .35rem; color: var(--soft); font-size: .875rem; }
figure iframe, figure pre { height: 34rem; overflow: auto; resize: vertical; }
.phone iframe { width: 22.5rem; max-width: 100%; }
.line { overflow-wrap: anywhere; }
.line strong { font-weight: 600; }
`;

/** A mail as one sample reader gets it, and the paths of its HTML part. */
export interface SampleView {
  reader: SampleReader;
  mail: MergedEmail;
  /** The line that mail programs show beside the subject. */
  preheader: string;
  light: string;
  dark: string;
}

/** One email in the list: its name, and its page or why there is none. */
export interface ListedEmail {
  name: string;
  subject: string;
  topic?: string;
  page: string;
}

/** The list of all emails. */
export function indexPage(emails: readonly ListedEmail[]): string {
  const rows = emails.map(
    ({ name, subject, topic, page }) => `<li><a href="${page}">
      <span class="subject" dir="auto">${escapeHtml(subject)}</span>
      <span class="chip">${escapeHtml(topic ?? 'transactional')}</span>
      <span class="soft">${escapeHtml(name)}</span>
    </a></li>`,
  );
  return page(
    'Emails',
    `<h1>Emails</h1>
<p class="soft">Filled in for sample readers. Nothing is sent.</p>
<ul class="mails">${rows.join('\n')}</ul>`,
  );
}

/** One email for every sample reader: light, dark, on a phone, and the text part. */
export function emailPage(name: string, views: readonly SampleView[]): string {
  return page(
    name,
    `<p><a href="index.html">← All emails</a></p>
<h1>${escapeHtml(name)}</h1>
${views.map(section).join('\n')}`,
  );
}

/** What is shown in place of an email that cannot be filled in, or of emails that do not compile. */
export function problemPage(title: string, problem: string): string {
  return page(
    title,
    `<p><a href="index.html">← All emails</a></p><h1>${escapeHtml(title)}</h1><pre>${escapeHtml(problem)}</pre>`,
  );
}

function section({ reader, mail, preheader, light, dark }: SampleView): string {
  return `<section class="reader">
<h2>${escapeHtml(reader.name)}: ${escapeHtml(reader.about)}</h2>
<p class="line" dir="auto"><strong>${escapeHtml(mail.subject)}</strong> <span class="soft">${escapeHtml(preheader)}</span></p>
<div class="sides">
${frame('Light', light)}
${frame('Dark', dark)}
${frame('Phone', light, 'phone')}
<figure><figcaption>Text part</figcaption><pre dir="auto" tabindex="0">${escapeHtml(mail.text.trim())}</pre></figure>
</div>
</section>`;
}

function frame(title: string, source: string, kind = ''): string {
  return `<figure class="${kind}"><figcaption>${title}</figcaption><iframe title="${title}" sandbox src="${source}"></iframe></figure>`;
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
${body}
</body>
</html>
`;
}
