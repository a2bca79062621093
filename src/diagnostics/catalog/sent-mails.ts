import type { CatalogEntry } from './entry.ts';

/** MW6xx: mails as they are sent, looked at by `mapwright email lint`. */
export const SENT_MAILS = {
  MW601: {
    severity: 'error',
    title: 'Link that leads nowhere',
    message: 'The address `{url}` {problem}.',
    hint: '{fix}',
    explanation:
      'A mail is read far from the machine that sent it: there is no page that an address could be relative to, and what is not https is shown with a warning or not at all.',
  },
  MW602: {
    severity: 'warning',
    title: 'Mail that is cut',
    message: 'The HTML part has {size} KB; Gmail cuts a mail at 102 KB, and the foot with it.',
    hint: 'Shorten the text, or link to a page that has it all.',
    explanation:
      'What is cut is hidden behind a link that hardly anybody follows, the way to unsubscribe among it.',
  },
  MW603: {
    severity: 'warning',
    title: 'Picture without words',
    message: 'The picture `{url}` has no words that stand for it.',
    hint: 'Say what it shows: `![A bar chart of your sales](…)` in Markdown, `alt="…"` in MJML.',
    explanation:
      'Many mail programs load no pictures until they are told to, and who cannot see hears these words instead.',
  },
  MW604: {
    severity: 'warning',
    title: 'Subject that looks like spam',
    message: 'The subject {problem}.',
    hint: '{fix}',
    explanation:
      'Spam filters and people judge a mail by its subject first. Capitals, crowds of signs and a pretended answer are what they have learned to distrust.',
  },
  MW605: {
    severity: 'warning',
    title: 'Text that is hard to read',
    message: 'On a {mode} screen text in {color} on {background} has a contrast of {ratio}:1.',
    hint: 'Choose colours with at least {needed}:1.',
    explanation:
      'WCAG 2.2 (1.4.3) asks for 4.5:1, and 3:1 for large text. A dark screen needs colours of its own, in `@media (prefers-color-scheme: dark)`.',
  },
  MW606: {
    severity: 'error',
    title: 'Text part without words',
    message: 'The text part of the mail is empty.',
    hint: 'Write a text, and say in words what pictures show.',
    explanation:
      'Watches, screen readers and many filters read the text part, which is made of the email’s text. A mail whose two parts say different things is taken for spam.',
  },
  MW607: {
    severity: 'warning',
    title: 'Sender that is refused',
    message: 'The sender `{address}` {problem}.',
    hint: '{fix}',
    explanation: 'Receiving servers judge by the domain of the sender whether a mail is let in at all.',
  },
  MW608: {
    severity: 'warning',
    title: 'Gap where something is missing',
    message: 'To somebody of whom only the address is known this reads “{line}”.',
    hint: 'Write what stands there instead: `{{default contact.firstName "there"}}`, or put the sentence inside `{{#if}}`.',
    explanation:
      'A merge field without a value is empty text. What stood around it is left: a space before a comma, two in a row, or a subject that stops too early.',
  },
  MW609: {
    severity: 'error',
    title: 'Mail that cannot be written',
    message: '{problem}',
    hint: 'Correct what is named; `mapwright email preview` shows the mail as soon as it can be written.',
    explanation:
      'The mail was filled in for a sample reader, as it is when it is sent, and that failed. It would fail for people, too.',
  },
} as const satisfies Record<string, CatalogEntry>;
