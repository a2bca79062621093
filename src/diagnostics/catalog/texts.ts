import type { CatalogEntry } from './entry.ts';

/** MW4xx: expressions and the texts of emails. */
export const TEXTS = {
  MW401: {
    severity: 'error',
    title: 'Expression that cannot be read',
    message: 'This expression cannot be read: {problem}.',
    hint: '{hint}',
    explanation:
      'Expressions are written in the Common Expression Language. Text stands in quotes, and equality is `==`.',
  },
  MW402: {
    severity: 'error',
    title: 'Unknown name in an expression',
    message: '`{name}` is not known here{when}.',
    hint: '{suggestion}{known}',
    explanation:
      'An expression sees `contact`, `now`, and `event` with the attributes of the event that led here. A misspelt name would make the condition false for everybody.',
  },
  MW403: {
    severity: 'error',
    title: 'Types that do not fit',
    message: 'The types of this expression do not fit{when}: {problem}.',
    hint: 'Compare values of one type: numbers and money with numbers, text with text in quotes, instants with `now` or `timestamp(…)`.',
    explanation: 'CEL converts nothing by itself, so a comparison of a number with text can never be meant.',
  },
  MW404: {
    severity: 'error',
    title: 'Not a condition',
    message: 'A condition is true or false; this expression yields {type}.',
    hint: 'Compare it with something, such as `{example}`.',
    explanation: 'There is no rule by which a text or a number would count as true.',
  },
  MW405: {
    severity: 'error',
    title: 'Expression of another type',
    message: '{what} takes {wanted}; this expression yields {type}.',
    hint: 'Change the expression, or the declared type.',
    explanation: 'A value that does not fit its field would be stored wrongly, or be lost.',
  },
  MW406: {
    severity: 'error',
    title: 'Amounts in two currencies',
    message: 'An amount in {left} cannot be compared with one in {right}.',
    hint: 'Compare amounts of one currency.',
    explanation:
      'There is no rate of exchange in a map: a comparison of two currencies would be wrong most days.',
  },
  MW407: {
    severity: 'error',
    title: 'Time zone in an expression',
    message: '`{function}` cannot be given a time zone here.',
    hint: "Leave it out: expressions count in UTC. To go by the contact's clock, put a `wait` with `at` or `window` before the step.",
    explanation:
      'Zone rules differ between machines and change from year to year, and a run decides again what it has decided whenever it is replayed: with other rules it would decide otherwise. So whatever depends on a zone is found out once, outside, and kept. `wait` does that: `until`, `at`, `window`, and its days.',
  },
  MW408: {
    severity: 'error',
    title: 'Time that there is not',
    message: '`{text}` is not {wanted}.',
    hint: 'Write it like `{example}`.',
    explanation:
      "An instant is written with its seconds and its offset, a duration in hours, minutes and seconds: `timestamp('2026-01-05T09:00:00Z')`, `duration('72h')`. What the expression cannot read makes it fail, and what no calendar has would be moved silently: 30 February to 2 March.",
  },
  MW411: {
    severity: 'error',
    title: 'Template that cannot be read',
    message: 'The template cannot be read: {problem}.',
    hint: 'Check the braces: `{{field}}`, `{{#if field}} … {{/if}}`.',
    explanation: 'Emails are written with Handlebars merge fields. Each block that is opened must be closed.',
  },
  MW412: {
    severity: 'error',
    title: 'Unknown merge field',
    message: 'There is no merge field `{name}`.',
    hint: '{suggestion}Known here: {known}.',
    explanation: 'A misspelt merge field would be a hole in a mail to a partner, so each one is checked.',
  },
  MW413: {
    severity: 'error',
    title: 'Merge field that is empty here',
    message: 'The email `{email}` needs what is not there at this step{when}: {names}.',
    hint: '`{name}` is there {where}. Use another email here, or remove the merge field.',
    explanation:
      'Some merge fields come from what led to the mail: `sale.amount` from a sale, `login.url` from `grantLogin`. Each step that uses an email is checked against what is there.',
  },
  MW414: {
    severity: 'error',
    title: 'Unknown helper',
    message: 'There is no helper `{name}`.',
    hint: '{suggestion}Helpers: {known}.',
    explanation: 'The helpers are a closed set, so that each mail can be checked before it is sent.',
  },
  MW415: {
    severity: 'error',
    title: 'Template feature that is not allowed',
    message: '{feature} is not allowed in an email.',
    hint: '{instead}',
    explanation:
      'Partials, decorators and unescaped output would let the values of a form change the mail around them, or could not be checked.',
  },
  MW416: {
    severity: 'error',
    title: 'Helper used wrongly',
    message: '`{name}` {problem}.',
    hint: 'Write it like `{example}`.',
    explanation: 'The helpers are typed: `date` takes an instant, `money` an amount, `each` a list.',
  },
  MW417: {
    severity: 'error',
    title: 'Layout without a place for the text',
    message: 'The layout has no place for the text of the mail.',
    hint: 'Put `{{{body}}}` inside an `<mj-text>`.',
    explanation:
      'The layout is the shell of every mail. Without `{{{body}}}` all mails would be the same empty shell.',
  },
  MW418: {
    severity: 'error',
    title: 'Unsubscribing from what is no marketing',
    message: 'Nobody can unsubscribe from this mail: it {why}.',
    hint: 'Write `topic: NAME` in its front matter, with a topic that is `marketing: true` in sending.yaml, or remove the link.',
    explanation:
      'Mails without a marketing topic, such as a login, an approval or a thank-you, are sent because of what the partner did, and go out whatever they are subscribed to.',
  },
} as const satisfies Record<string, CatalogEntry>;
