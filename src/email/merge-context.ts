import type { MailRequest } from '../program/commands.ts';
import type { FieldValue } from '../program/events.ts';
import type { Currency } from '../program/program.ts';
import type { OwnField, PartnerProgram } from '../program/settings.ts';
import type { Instant } from '../program/time.ts';
import { formatInstant } from './format-time.ts';
import { Figure } from './figure.ts';
import { emptyPaths, mergeValue } from './merge-values.ts';
import type { Wording } from './merge-helpers.ts';

/** Everything that a mail's tags can name, formatted for its reader. */
export interface MergeContext {
  /** Nested by path: `fields.contact.firstName`. Objects without prototype, so nothing else is reachable. */
  fields: object;
  wording: Wording;
}

/** What is read from the contact's row at sending: names and addresses, and how the reader writes numbers and dates. */
interface ContactIdentity {
  id: string;
  email: string;
  firstName?: string | null;
  lastName?: string | null;
  /** BCP 47; the program's where absent or unknown. */
  locale?: string | null;
  /** IANA zone; the program's where absent or unknown. */
  timeZone?: string | null;
  /** The contact's own fields. */
  fields?: Record<string, FieldValue>;
}

/** How own fields are written; the types that matter are amounts and instants. */
export type OwnFields = Readonly<Record<string, OwnField>>;

/** What mergeContext needs to know about one mail. */
export interface MergeInput {
  mail: MailRequest;
  /** Absent for a map without a partner program. */
  program?: PartnerProgram;
  contact: ContactIdentity;
  /** The contact's own fields, as `contact.yaml` declares them. */
  ownFields?: OwnFields;
  /** `grantLogin`: the link that this mail carries. */
  login?: { url: string; expiresAt: Instant };
  /** Affiliate links with the partner's own code. */
  links: { title: string; url: string }[];
  partnerCenterUrl: string;
  /** Where the reader of a mail with a topic unsubscribes from it. */
  unsubscribeUrl?: string;
  /** Built-in mails to a team: what was filled in, and the question that waits for an answer. */
  approval?: {
    map: string;
    application: Record<string, string>;
    /** The contact's page in the console. */
    consoleUrl?: string;
  };
}

/** Formats a mail's values in the reader's locale and zone: the contact's, or the program's for mail to a team. */
export function mergeContext(input: MergeInput): MergeContext {
  const wording = wordingFor(input);
  const fields = namespace('this mail');
  const put = (path: string, value: unknown): void => place(fields, path, value);
  putValues(put, input, wording);
  putIdentity(put, input);
  if (input.login) {
    put('login.url', input.login.url);
    put('login.expiresAt', new Figure(input.login.expiresAt, formatInstant(input.login.expiresAt, wording)));
  }
  if (input.unsubscribeUrl !== undefined) put('unsubscribe.url', input.unsubscribeUrl);
  if (input.approval) putQuestion(put, input, input.approval);
  return { fields, wording };
}

type Put = (path: string, value: unknown) => void;

/** The figures of the decision, and empty text for those that it could leave out. */
function putValues(put: Put, { mail, contact, ownFields = {} }: MergeInput, wording: Wording): void {
  const writing = { ...wording, ownFields, ...milestoneCurrency(mail, wording) };
  const own = Object.entries(contact.fields ?? {}).map(
    ([name, value]) => [`contact.${name}`, value] as const,
  );
  for (const path of emptyPaths(mail)) put(path, '');
  for (const [path, value] of [...own, ...Object.entries(mail.values)]) {
    put(path, mergeValue(path, value, writing));
  }
}

/** Thresholds of an own amount are in its currency, others in the partner program's. */
function milestoneCurrency({ values }: MailRequest, { currency }: Wording) {
  if (values['milestone.isMoney'] !== true) return {};
  const milestoneCurrency = (values['milestone.currency'] as Currency | undefined) ?? currency;
  return milestoneCurrency ? { milestoneCurrency } : {};
}

function putIdentity(put: Put, { contact, program, links, partnerCenterUrl }: MergeInput): void {
  for (const name of ['id', 'email', 'firstName', 'lastName', 'locale', 'timeZone'] as const) {
    put(`contact.${name}`, contact[name] ?? '');
  }
  if (program) put('program.title', program.title);
  put(
    'links',
    links.map(({ title, url }) => Object.assign(namespace('link'), { title, url })),
  );
  put('partnerCenter.url', partnerCenterUrl);
}

/** For the team: what the applicant filled in, in the form's order and words, and the commands that decide. */
function putQuestion(put: Put, input: MergeInput, question: NonNullable<MergeInput['approval']>): void {
  const { contact, program, mail } = input;
  const labels = new Map((program?.signUpForm?.fields ?? []).map(({ name, label }) => [name, label]));
  const order = [...labels.keys()];
  const answers = Object.entries(question.application)
    .filter(([, value]) => value !== '')
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([name, value]) => Object.assign(namespace('answer'), { label: labels.get(name) ?? name, value }));
  const command = `${contact.id} --map ${question.map}`;
  const name = [contact.firstName, contact.lastName].filter(Boolean).join(' ') || contact.email;
  put('application', answers);
  put('applicant', name);
  put('about', name);
  put('decide.url', question.consoleUrl ?? '');
  put('decide.approve', `mapwright approve ${command}`);
  put('decide.reject', `mapwright reject ${command} --reason "…"`);
  put('reminder', mail.index > 0);
  if (Array.isArray(mail.values['task.outcomes'])) putOutcomes(put, mail, contact.id);
}

/** The ways in which a task can end, each with the command that says so. */
function putOutcomes(put: Put, { values }: MailRequest, contactId: string): void {
  const outcomes = (values['task.outcomes'] as string[]).map((name) => {
    const command = `mapwright task ${contactId} ${name} --step ${String(values['task.step'])}`;
    return Object.assign(namespace('outcome'), { name, command });
  });
  put('task.outcomes', outcomes);
}

function wordingFor({ mail, contact, program }: MergeInput): Wording {
  const reader: Partial<ContactIdentity> = mail.to === 'contact' ? contact : {};
  return {
    locale: firstKnown([reader.locale, program?.locale], (locale) => new Intl.Locale(locale)) ?? 'en-US',
    timeZone:
      firstKnown(
        [reader.timeZone, program?.timeZone],
        (timeZone) => new Intl.DateTimeFormat('en', { timeZone }),
      ) ?? 'UTC',
    ...(program ? { currency: program.currency } : {}),
  };
}

/** Imported contacts may carry anything; an unknown zone must not keep a mail from being written. */
function firstKnown(
  names: (string | null | undefined)[],
  use: (name: string) => unknown,
): string | undefined {
  return names.find((name): name is string => {
    if (!name) return false;
    try {
      use(name);
      return true;
    } catch {
      return false;
    }
  });
}

/** No prototype, so that a tag reaches only what was put there; the name appears in Handlebars' own messages. */
function namespace(name: string): Record<string, unknown> {
  const fields = Object.create(null) as Record<string, unknown>;
  Object.defineProperty(fields, Symbol.toPrimitive, { value: () => name });
  return fields;
}

function place(fields: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? path;
  let inner = fields;
  for (const name of names) {
    inner[name] ??= namespace(name);
    inner = inner[name] as Record<string, unknown>;
  }
  inner[last] = value;
}
