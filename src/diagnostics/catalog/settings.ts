import type { CatalogEntry } from './entry.ts';

/** The rest of MW3xx: programs, forms, fields and scenarios. */
export const SETTINGS = {
  MW320: {
    severity: 'error',
    title: 'Map without a program',
    message: '{what} belongs to a partner program, and this map names none.',
    hint: 'Add `program: NAME` at the top of the map.',
    explanation:
      'Approvals, logins and totals belong to the enrolment in one program: a person may be enrolled in several, with other totals in each.',
  },
  MW321: {
    severity: 'error',
    title: 'Value of another type',
    message: '`{field}` holds {type}, and `{value}` is not that.',
    hint: 'Write {type}, such as `{example}`.',
    explanation:
      'A field is compared with values of its own type, and set to such. Text in quotes is never equal to a number.',
  },
  MW322: {
    severity: 'error',
    title: 'Field of a type that does not fit',
    message: '`{field}` holds {type}; {what} needs {needs}.',
    hint: '{fix}',
    explanation:
      'Thresholds are crossed upwards and downwards, so their field must be a number or an amount of money; waiting until a field needs one that holds a date or an instant.',
  },
  MW323: {
    severity: 'warning',
    title: '`exit` in an added path',
    message:
      '`exit` leaves the whole map, not only this path, which was added beside the place where the contact stands.',
    hint: 'To finish only this path, let it run out: remove `exit`.',
    explanation:
      'A milestone or an `add-again` trigger adds a second place. Its `exit` ends all places, and retracts every unsent mail.',
  },
  MW324: {
    severity: 'error',
    title: 'Not a place to park',
    message: 'Nobody parks at `{name}`, which is {kind}.',
    hint: 'Name an `end` step.',
    explanation: 'Contacts are parked at `end` steps, and at the implicit end of a trigger, `TRIGGER.end`.',
  },
  MW325: {
    severity: 'error',
    title: 'Unknown currency, locale or time zone',
    message: '`{value}` is not {what} that is known here.',
    hint: '{suggestion}Write {form}.',
    explanation: 'Amounts and dates in mails are formatted by it, and days are counted by the time zone.',
  },
  MW326: {
    severity: 'error',
    title: 'Name of something built in',
    message: '`{name}` is a built-in {what}, so it cannot be declared.',
    hint: 'Remove it to use the built-in {what}, or choose another name.',
    explanation:
      'Built-in fields are filled by the sign-up form and the sale ledger, built-in events are raised by the system. Neither can be redefined.',
  },
  MW327: {
    severity: 'error',
    title: 'Form without an address',
    message: 'The sign-up form does not ask for `email`, so nobody could be written to.',
    hint: 'Add `email` to `fields`.',
    explanation: 'A contact is known by the email address; it is the one field that a form needs.',
  },
  MW328: {
    severity: 'error',
    title: 'Field that a form cannot ask',
    message: '`{name}` cannot be asked in a form: {why}.',
    hint: 'Ask for `firstName`, `lastName`, `email` or fields of `contact.yaml`.',
    explanation: 'Totals, status and dates are facts that the system records; nobody may fill them in.',
  },
  MW329: {
    severity: 'error',
    title: 'No sending.yaml',
    message: 'There is no `sending.yaml`, so nobody knows who the mails are from.',
    hint: 'Add a `sending.yaml` with `from` and `postalAddress`.',
    explanation: 'Each mail needs a sender, and the law of many countries asks for a postal address.',
  },
  MW330: {
    severity: 'error',
    title: 'Type that lacks something, or has too much',
    message: '`{name}` {problem}.',
    hint: 'Write `{example}`.',
    explanation:
      'An enum is the list of its values, and an amount of money means nothing without its currency; other types have neither.',
  },
  MW331: {
    severity: 'error',
    title: 'Unknown map',
    message: 'There is no map `{name}`.',
    hint: '{suggestion}Maps are named by `map:` in NAME.map.yaml.',
    explanation: 'A `map` step acts on, and a scenario plays, a map that is among the files.',
  },
  MW332: {
    severity: 'error',
    title: '`else` that is not last',
    message: 'The case after `else` could never be taken.',
    hint: 'Move `else` to the end of the list, and keep only one.',
    explanation: 'Cases are tried from the top, and `else` always holds.',
  },
  MW371: {
    severity: 'warning',
    title: 'Notice of a commission that nobody earns',
    message: 'This notice is never sent: partners of `{program}` earn no commission.',
    hint: 'Add `commission` to the program, or remove the notice.',
    explanation: 'The notice tells of a commission. Without a rate there is none, and no mail.',
  },
  MW372: {
    severity: 'error',
    title: 'Quiet hours of no length',
    message: 'Quiet hours that begin and end at {time} are either no hours or the whole day.',
    hint: 'Write two different times; `from` may be later than `to`, for a night.',
    explanation:
      'Nobody could say which of the two is meant, and the one would hold back every marketing mail.',
  },
  MW374: {
    severity: 'error',
    title: 'Milestone that no map has',
    message: '{value} is no milestone of {maps}.',
    hint: '{fix}',
    explanation: 'A scenario that expects a milestone which no map watches can never pass.',
  },
  MW375: {
    severity: 'error',
    title: 'Step of another kind',
    message: '`{step}` is no `{kind}` step, so nobody can {do} it.',
    hint: '{fix}',
    explanation:
      'Only a task has outcomes that a person picks, only an application is approved or rejected, and only a call and a webhook are answered by the world outside.',
  },
  MW376: {
    severity: 'error',
    title: 'Unknown outcome',
    message: 'The task `{step}` has no outcome `{outcome}`.',
    hint: '{suggestion}Outcomes: {known}.',
    explanation: 'A task ends with one of the outcomes that it lists.',
  },
  MW377: {
    severity: 'error',
    title: 'Address that is in a team twice',
    message: 'This address is in the team `{team}` twice, {as}.',
    hint: 'Keep the one with the role that is meant. An address alone is an `approver`.',
    explanation:
      'Somebody has one role in a team, and one copy of its mails. In another team they may have another role: then the higher one counts for what belongs to no team.',
  },
} as const satisfies Record<string, CatalogEntry>;
