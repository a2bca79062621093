import type { ContactView } from '../../partners/find-contact.ts';
import type { MailRecord } from '../../partners/sent-mail.ts';
import type { MailRequest } from '../../program/commands.ts';
import type { TeamMember } from '../console-session.ts';
import type { MailCopy } from '../mail-copy.ts';
import { consoleLayout } from './console-layout.ts';
import { nameOf } from './decision.ts';
import { html, type Html } from './html.ts';
import { mailPath, verdictOf } from './timeline-mail.ts';
import { when } from './when.ts';
import type { Wordbook } from './wordbook.ts';

/** One mail of the send ledger. */
export interface MailPage {
  member: TeamMember;
  csrf: string;
  words: Wordbook;
  contact: ContactView;
  record: MailRecord;
  to: MailRequest['to'];
  copy: MailCopy;
}

/** What became of a mail, and what it looked like. */
export function consoleMailPage({ member, csrf, words, contact, record, to, copy }: MailPage): Html {
  const subject = record.subject ?? ('mail' in copy ? copy.mail.subject : record.template);
  const reader = words.reader(contact.enrolments[0]?.program);
  const { badge, text } = verdictOf(record, reader);
  return consoleLayout({
    title: subject,
    member,
    csrf,
    main: html`<p class="back"><a href="/console/contacts/${contact.id}">${nameOf(contact)}</a></p>
      <h1>${subject}</h1>
      <dl class="answers">
        <div>
          <dt>To</dt>
          <dd>${recipient(to, contact)}</dd>
        </div>
        <div>
          <dt>Verdict</dt>
          <dd>
            <span class="badge ${record.status === 'sent' ? 'good' : 'plain-badge'}">${badge}</span>
            ${when(record.at, reader)} ${text && html`<span class="under">${text}</span>`}
          </dd>
        </div>
        <div>
          <dt>Step</dt>
          <dd>${words.map(record.map)} · ${words.step(record.map, record.step)}</dd>
        </div>
        <div>
          <dt>Template</dt>
          <dd>${record.template}</dd>
        </div>
      </dl>
      <h2 id="copy">${record.status === 'sent' ? 'Copy' : 'What it would have looked like'}</h2>
      ${
        'missing' in copy
          ? html`<p class="empty">There is no copy to show. ${copy.missing}</p>`
          : html`<p class="note">
                Rendered again from the figures of that time. Names, addresses and form values are those of
                today; login links are left out.
              </p>
              <iframe
                class="copy-frame"
                title="The mail as its reader sees it"
                sandbox=""
                src="${mailPath(record)}/copy"
              ></iframe>
              <details>
                <summary>Text part</summary>
                <pre tabindex="0">${copy.mail.text.trim()}</pre>
              </details>`
      }`,
  });
}

function recipient(to: MailRequest['to'], contact: ContactView): string {
  if (to === 'contact') return contact.email;
  if ('address' in to) return to.address;
  return to.team === '' ? 'the team' : `the team ${to.team}`;
}
