import type { HoldReason } from '../program/commands.ts';
import type { ContactEvent, FactType, FieldValue } from '../program/events.ts';
import type { PartnerProgram, Settings } from '../program/settings.ts';
import type { Instant } from '../program/time.ts';
import type { LedgerEntry } from './ledger.ts';

/** The only contact of a scenario; contact ids are opaque. */
export const CONTACT_ID = 'c_simulated';

/** The release set that all of a scenario's events are stamped with. */
export const RELEASE_SET = 'simulated';

/** What the database knows of the scenario's contact: the rows of src/partners, in memory, by the same rules. */
export interface Facts {
  settings: Settings;
  contact: ContactFacts;
  /** By partner program. */
  enrolments: Record<string, EnrolmentFacts>;
  ledger: LedgerEntry[];
  approvals: ApprovalFacts[];
  tasks: TaskFacts[];
  logins: LoginFacts[];
  /** By topic the contact's newest answer to whether they want its mails. */
  consents: Map<string, boolean>;
  /** Addresses that do not work, in lower case. */
  suppressed: Set<string>;
  /** Mails that went out, the oldest first. */
  mails: SentMail[];
  /** Mails that a rule has held, by the id of their job. */
  holds: Map<string, Hold>;
  /** Sales whose commission was held until the end, by id. */
  payableTold: Set<string>;
  /** Until when the contact was told of dates. */
  datesToldUntil: Instant;
  /** Everything that happened to the contact, in the order of its sequence numbers. */
  events: ContactEvent[];
}

export interface ContactFacts {
  id: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  timeZone: string | null;
  locale: string | null;
  /** The contact's own fields. */
  fields: Record<string, FieldValue>;
  tags: string[];
  /** False before the first sign-up. */
  known: boolean;
}

export interface EnrolmentFacts {
  status: 'applied' | 'approved' | 'rejected' | 'suspended';
  referralCode: string;
  application: Record<string, FieldValue>;
  appliedAt: Instant;
  approvedAt: Instant | null;
  rejectedReason: string | null;
  lastLoginAt: Instant | null;
}

/** A question put to people; keyed by map and entry. */
export interface ApprovalFacts {
  map: string;
  entry: number;
  step: string;
  program: string;
  decided?: { outcome: 'approved' | 'rejected' | 'expired'; by: string; at: Instant };
}

/** A task given to a team; keyed by map and entry. */
export interface TaskFacts {
  map: string;
  entry: number;
  step: string;
  /** Those that a person can choose. */
  outcomes: string[];
  decided?: { outcome: string; by: string; at: Instant };
}

interface LoginFacts {
  map: string;
  entry: number;
  program: string;
  expiresAt: Instant;
  used: boolean;
  /** By `revokeLogin`. */
  closed: boolean;
}

/** A mail that went out. */
interface SentMail {
  at: Instant;
  map: string;
  /** The email's name. */
  template: string;
  isMarketing: boolean;
  /** Links whose clicks are counted. */
  links: string[];
}

/** A mail that a rule has held, and until when. */
export interface Hold {
  map: string;
  why: HoldReason;
  until: Instant;
  /** Since when quiet hours have held it. */
  quietSince: Instant | undefined;
}

/** Why the system refuses an entry: a stable code, and the reason in words. */
export interface Refusal {
  code: string;
  reason: string;
}

/** A refusal as a value. */
export function refusal(code: string, reason: string): { refused: Refusal } {
  return { refused: { code, reason } };
}

type NewEvent = {
  [T in FactType]: {
    type: T;
    source: string;
    id: string;
    time: Instant;
    data: Extract<ContactEvent, { type: T }>['data'];
  };
}[FactType];

/** Appends a fact under the contact's next sequence number. */
export function appendEvent(facts: Facts, { time, ...event }: NewEvent): ContactEvent {
  const appended = {
    ...event,
    specversion: '1.0',
    subject: facts.contact.id,
    time: new Date(time).toISOString(),
    sequence: facts.events.length + 1,
    releaseset: RELEASE_SET,
  } as ContactEvent;
  facts.events.push(appended);
  return appended;
}

/** The zone by which the contact's days are counted: their own, or that of the first program they belong to. */
export function zoneOf({ contact, enrolments, settings }: Facts): string {
  const [program = ''] = Object.keys(enrolments).sort();
  return contact.timeZone ?? settings.programs[program]?.timeZone ?? 'UTC';
}

/** The only program that the contact belongs to, or why there is not exactly one. */
export function onlyProgram({ enrolments, settings }: Facts): PartnerProgram | { refused: Refusal } {
  const names = Object.keys(enrolments).sort();
  if (names.length > 1) {
    return refusal('unknown-program', `the partner belongs to several programs: ${names.join(', ')}`);
  }
  const program = settings.programs[names[0] ?? ''];
  return program ?? refusal('unknown-partner', 'the contact has not applied to any partner program');
}
