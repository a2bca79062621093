import { parseMoney } from '../../program/money.ts';
import type { FieldValue } from '../../program/events.ts';
import type { FormField, PartnerProgram, Settings } from '../../program/settings.ts';
import { isCalendarDate, readInstant, type Instant } from '../../program/time.ts';
import { parseField } from '../form-values.ts';
import { normalReferralCode } from '../identity.ts';
import { isLocale, isTimeZone } from '../region.ts';
import { readWishes, WISH_COLUMNS, type MailWishes } from './mail-wishes.ts';

/** What a file may say of somebody; who was rejected there has no place to keep here. */
const STATUSES = ['approved', 'applied', 'suspended'] as const;
type ImportedStatus = (typeof STATUSES)[number];

/** A partner as another system had them. */
export interface PartnerRow {
  /** Trimmed and lower-cased. */
  email: string;
  status: ImportedStatus;
  firstName: string | null;
  lastName: string | null;
  timeZone: string | null;
  locale: string | null;
  /** As codes are compared; absent: one is made. */
  referralCode?: string;
  appliedAt?: Instant;
  approvedAt?: Instant;
  /** Address or referral code of the partner who brought them. */
  recruitedBy?: string;
  /** The contact's own fields. */
  own: Record<string, FieldValue>;
  wishes: MailWishes;
}

/** The columns that every partner program knows. */
export const PARTNER_COLUMNS = [
  'email',
  'firstName',
  'lastName',
  'status',
  'referralCode',
  'appliedAt',
  'approvedAt',
  'recruitedBy',
  'timeZone',
  'locale',
  ...WISH_COLUMNS,
] as const;

/** The columns of own fields: those of contact.yaml, and of the program's form. */
export function ownColumns({ fields = {} }: Settings, program: PartnerProgram): string[] {
  const builtIn: readonly string[] = PARTNER_COLUMNS;
  const ofForm = program.signUpForm?.fields.map(({ name }) => name) ?? [];
  return [...new Set([...Object.keys(fields), ...ofForm])].filter((name) => !builtIn.includes(name));
}

/** Reads one line; a text says what is wrong with it, without repeating the address. */
export function readPartnerRow(
  settings: Settings,
  program: PartnerProgram,
  record: Readonly<Record<string, string>>,
): PartnerRow | string {
  const text = (column: string) => (record[column] ?? '').trim();
  const problems: string[] = [];
  const read = (column: string, type: FormField['type'], required = false, values?: string[]) => {
    const field = { name: column, label: column, type, required, ...(values ? { values } : {}) };
    const parsed = parseField(field, text(column));
    if ('value' in parsed) return parsed.value;
    problems.push(parsed.error);
    return null;
  };
  const line = (column: string) => textOrNull(read(column, 'string'));
  const instant = (column: string) => {
    if (text(column) === '') return undefined;
    const at = readTime(text(column));
    if (at === undefined) problems.push(`“${column}” needs a time such as 2026-01-05T09:00:00Z, or a day.`);
    return at;
  };
  const email = String(read('email', 'email', true));
  const stated = read('status', 'enum', false, [...STATUSES]);
  const status = STATUSES.find((one) => one === stated) ?? 'approved';
  const [appliedAt, approvedAt] = [instant('appliedAt'), instant('approvedAt')];
  const referralCode = normalReferralCode(text('referralCode'));
  if (referralCode !== '' && !/^[0-9A-Z_-]{1,40}$/.test(referralCode))
    problems.push('“referralCode” needs 1 to 40 letters, digits, - and _.');
  if (status === 'applied' && approvedAt !== undefined)
    problems.push('“approvedAt” is there, but the status is applied.');
  const timeZone = line('timeZone');
  if (timeZone !== null && !isTimeZone(timeZone))
    problems.push('“timeZone” needs an IANA zone, such as Europe/Berlin.');
  const [firstName, lastName] = [line('firstName'), line('lastName')];
  const locale = line('locale');
  if (locale !== null && !isLocale(locale)) problems.push('“locale” needs a BCP 47 tag, such as de-AT.');
  const own: Record<string, FieldValue> = {};
  for (const column of ownColumns(settings, program)) {
    if (text(column) === '') continue;
    const value = readOwn(settings, program, column, text(column), problems);
    if (value !== null) own[column] = value;
  }
  const choice = (column: string, values: string[]) => read(column, 'enum', false, values);
  const wishes = readWishes(settings, { line, instant, choice });
  if (problems.length > 0) return problems.join(' ');
  return {
    email,
    status,
    firstName,
    lastName,
    timeZone,
    locale,
    ...(referralCode === '' ? {} : { referralCode }),
    ...(appliedAt === undefined ? {} : { appliedAt }),
    ...(approvedAt === undefined ? {} : { approvedAt }),
    ...(text('recruitedBy') === '' ? {} : { recruitedBy: text('recruitedBy') }),
    own,
    wishes,
  };
}

/** A time with its zone, or a day, which begins at midnight UTC; undefined where the text is neither. */
export function readTime(text: string): Instant | undefined {
  return isCalendarDate(text) ? Date.parse(`${text}T00:00:00Z`) : readInstant(text);
}

function readOwn(
  { fields = {} }: Settings,
  { signUpForm }: PartnerProgram,
  name: string,
  text: string,
  problems: string[],
): FieldValue {
  const declared = fields[name];
  if (declared?.type === 'money' || declared?.type === 'instant') {
    const value =
      declared.type === 'instant' ? readTime(text) : declared.currency && parseMoney(text, declared.currency);
    if (value === undefined) problems.push(`“${name}” is no ${declared.type}.`);
    return value ?? null;
  }
  const ofForm = signUpForm?.fields.find((field) => field.name === name);
  const type = declared?.type ?? ofForm?.type ?? 'string';
  const values = declared?.values ?? ofForm?.values;
  const parsed = parseField(
    { name, label: name, type, required: false, ...(values ? { values } : {}) },
    text,
  );
  if ('value' in parsed) return parsed.value;
  problems.push(parsed.error);
  return null;
}

function textOrNull(value: FieldValue): string | null {
  return typeof value === 'string' ? value : null;
}
