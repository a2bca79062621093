import type { TimelineEntry } from '../language/scenario.generated.ts';
import { CONTACT_FIELDS } from '../program/contact-fields.ts';
import type { FieldChange, FieldValue } from '../program/events.ts';
import type { Instant } from '../program/time.ts';
import { firstValues } from '../partners/own-fields.ts';
import { readForm } from '../partners/form-values.ts';
import { appendEvent, refusal, type EnrolmentFacts, type Facts, type Refusal } from './facts.ts';

/** What a sign-up came to. */
export type SignUpResult = { recorded: string } | { refused: Refusal };

type Submission = Omit<Extract<TimelineEntry, { submit: unknown }>, 'after' | 'at'>;

/** Every scenario has one partner at most, so one code does. */
const REFERRAL_CODE = '7K2MQX4D';

/** Submits a sign-up form; fields that are not given come from the scenario's contact, and the consent box is ticked. */
export function submitSignUp(
  facts: Facts,
  { submit: formId, fields: given = {}, consent = true }: Submission,
  now: Instant,
): SignUpResult {
  const program = Object.values(facts.settings.programs).find(({ signUpForm }) => signUpForm?.id === formId);
  const form = program?.signUpForm;
  if (!form) return refusal('unknown-form', `no partner program has a sign-up form “${formId}”`);
  const reading = readForm(form, {
    ...known(
      facts,
      form.fields.map(({ name }) => name),
    ),
    ...asText(given as Record<string, unknown>),
  });
  if (reading.status === 'invalid') return refusal('invalid', Object.values(reading.errors).join(' '));
  const { values } = reading;
  if (values['email'] !== facts.contact.email) {
    return refusal('another-contact', 'the form names another address, and a scenario has one contact');
  }
  const changes = facts.contact.known ? [] : becomeKnown(facts, values);
  const enrolment = facts.enrolments[program.name];
  if (enrolment) enrolment.application = values;
  else {
    changes.push(...enrol(facts, program.name, values, now));
    if (program.approval === 'automatic') changes.push(...approveAtOnce(facts, program.name, now));
  }
  if (form.consent && !facts.consents.has(form.consent.topic))
    facts.consents.set(form.consent.topic, consent);
  appendEvent(facts, {
    type: 'form-submitted',
    source: '/sign-up',
    id: `sign-up-${facts.events.length + 1}`,
    time: now,
    data: { form: form.id, fields: values, program: program.name, changes },
  });
  return { recorded: `form ${form.id} submitted${form.confirmEmail ? ' and confirmed' : ''}` };
}

function known({ contact }: Facts, names: string[]): Record<string, string> {
  const { fields, ...builtIn } = contact;
  const all: Record<string, unknown> = { ...fields, ...builtIn };
  return asText(Object.fromEntries(names.map((name) => [name, all[name]])));
}

/** As a browser sends it: text, and nothing for what is empty. */
function asText(values: Record<string, unknown>): Record<string, string> {
  const filledIn = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(filledIn.map(([name, value]) => [name, String(value as FieldValue)]));
}

function becomeKnown({ contact, settings }: Facts, values: Record<string, FieldValue>): FieldChange[] {
  const { firstName, lastName } = values;
  const own = Object.entries(values).filter(([name]) => !Object.hasOwn(CONTACT_FIELDS, name));
  if (typeof firstName === 'string') contact.firstName = firstName;
  if (typeof lastName === 'string') contact.lastName = lastName;
  Object.assign(contact.fields, Object.fromEntries(own));
  contact.known = true;
  return firstValues(settings, values);
}

/** Where the program approves by rule, whoever applies is a partner with the same fact. */
function approveAtOnce({ enrolments }: Facts, program: string, now: Instant): FieldChange[] {
  Object.assign(enrolments[program] ?? {}, { status: 'approved', approvedAt: now });
  return [
    { field: 'status', before: 'applied', after: 'approved' },
    { field: 'approvedAt', before: null, after: now },
  ];
}

/** Makes the contact an applicant; `application` is what they filled in. */
export function enrol(
  facts: Facts,
  program: string,
  application: Record<string, FieldValue>,
  now: Instant,
): FieldChange[] {
  const enrolment: EnrolmentFacts = {
    status: 'applied',
    referralCode: REFERRAL_CODE,
    application,
    appliedAt: now,
    approvedAt: null,
    rejectedReason: null,
    lastLoginAt: null,
  };
  facts.enrolments[program] = enrolment;
  return [
    { field: 'status', before: null, after: enrolment.status },
    { field: 'referralCode', before: null, after: enrolment.referralCode },
    { field: 'appliedAt', before: null, after: enrolment.appliedAt },
  ];
}
