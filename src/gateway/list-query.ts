import { ACTS, type ActFilter, type ActKind } from '../partners/audit-trail.ts';
import type { TimelineCut, TimelineStretch } from '../partners/contact-timeline.ts';
import type { LedgerStretch } from '../partners/ledger-page.ts';
import type { ApprovalFilter, ApprovalPlace } from '../partners/list-approvals.ts';
import type { PartnerFilter, PartnerPlace } from '../partners/list-partners.ts';
import type { Instant } from '../program/time.ts';

const DAY = 86_400_000;

/** When applications were asked about: what the address says, what people read, and the bound in milliseconds ago. */
export const ASKED: Readonly<Record<string, { label: string; within?: number; before?: number }>> = {
  'last-day': { label: 'In the last day', within: DAY },
  'last-week': { label: 'In the last week', within: 7 * DAY },
  'last-month': { label: 'In the last 30 days', within: 30 * DAY },
  'over-a-day': { label: 'More than a day ago', before: DAY },
  'over-a-week': { label: 'More than a week ago', before: 7 * DAY },
};

/** States of applications by which the list can be narrowed. */
export const STATES = {
  waiting: 'Waiting',
  decided: 'Decided',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Expired',
} as const;

/** What a list is narrowed to, as its address says; an empty text narrows nothing. */
type ListQuery<Key extends string> = Readonly<Record<Key, string>>;

export type ApplicationQuery = ListQuery<'q' | 'state' | 'program' | 'team' | 'asked'>;
export type PartnerQuery = ListQuery<'q' | 'program' | 'status'>;
/** `q`: who did it; `contact`: about whom, an id. */
export type AuditQuery = ListQuery<'q' | 'kind' | 'asked' | 'contact'>;

/** In characters; nobody searches for more. */
const LONGEST = 200;

/** Reads what the list of applications is narrowed to. */
export function readApplicationQuery(given: Readonly<Record<string, unknown>>): ApplicationQuery {
  const query = readQuery(['q', 'state', 'program', 'team', 'asked'], given);
  return { ...query, state: Object.hasOwn(STATES, query.state) ? query.state : '' };
}

/** Reads what the list of partners is narrowed to. */
export function readPartnerQuery(given: Readonly<Record<string, unknown>>): PartnerQuery {
  return readQuery(['q', 'program', 'status'], given);
}

/** Reads what the audit trail is narrowed to. */
export function readAuditQuery(given: Readonly<Record<string, unknown>>): AuditQuery {
  return readQuery(['q', 'kind', 'asked', 'contact'], given);
}

/** What is no single text counts as empty. */
function readQuery<Key extends string>(
  keys: readonly Key[],
  query: Readonly<Record<string, unknown>>,
): ListQuery<Key> {
  const read = (key: Key): string => {
    const value = Object.hasOwn(query, key) ? query[key] : undefined;
    return typeof value === 'string' ? value.trim().slice(0, LONGEST) : '';
  };
  return Object.fromEntries(keys.map((key) => [key, read(key)])) as ListQuery<Key>;
}

/** A page's address with everything that is not empty. */
export function addressOf(path: string, ...values: Readonly<Record<string, string>>[]): string {
  const given = values.flatMap((some) => Object.entries(some)).filter(([, value]) => value !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** Whether anything is narrowed. */
export function isNarrowed(query: Readonly<Record<string, string>>): boolean {
  return Object.values(query).some((value) => value !== '');
}

/** What the list of applications is narrowed to. A word that is not known narrows nothing. */
export function approvalFilter(
  { q, state, program, team, asked }: ApplicationQuery,
  now: Instant,
): ApprovalFilter {
  const { within, before } = (Object.hasOwn(ASKED, asked) ? ASKED[asked] : undefined) ?? {};
  return {
    search: q,
    ...(program === '' ? {} : { program }),
    ...(team === '' ? {} : { team }),
    ...(within === undefined ? {} : { askedSince: now - within }),
    ...(before === undefined ? {} : { askedBefore: now - before }),
    ...(state === 'approved' || state === 'rejected' || state === 'expired' ? { outcome: state } : {}),
  };
}

/** What the list of partners is narrowed to. A word that is not known narrows nothing. */
export function partnerFilter({ q, program, status }: PartnerQuery): PartnerFilter {
  return {
    search: q,
    ...(program === '' ? {} : { program }),
    ...(isStatus(status) ? { status } : {}),
  };
}

/** What the audit trail is narrowed to. A word that is not known narrows nothing. */
export function actFilter({ q, kind, asked, contact }: AuditQuery, now: Instant): ActFilter {
  const { within } = (Object.hasOwn(ASKED, asked) ? ASKED[asked] : undefined) ?? {};
  return {
    ...(q === '' ? {} : { by: q }),
    ...(isKind(kind) ? { kind } : {}),
    ...(within === undefined ? {} : { since: now - within }),
    ...(contact === '' ? {} : { contactId: contact }),
  };
}

function isKind(text: string): text is ActKind {
  return Object.hasOwn(ACTS, text);
}

function isStatus(text: string): text is NonNullable<PartnerFilter['status']> {
  return ['applied', 'approved', 'rejected', 'suspended'].includes(text);
}

/** A place in the list of applications, for an address. */
export function placeText({ at, contactId, map, entry }: ApprovalPlace): string {
  return [at, contactId, map, entry].join(' ');
}

/** Reads it back; undefined, which means the list's beginning, for anything else. */
export function readPlace(text: unknown): ApprovalPlace | undefined {
  const [, at, contactId = '', map = '', entry] =
    (typeof text === 'string' && /^(\d{1,15}) (\S+) (\S+) (\d{1,9})$/.exec(text)) || [];
  return at === undefined ? undefined : { at: Number(at), contactId, map, entry: Number(entry) };
}

/** A place in the list of partners, for an address. */
export function partnerPlaceText({ at, contactId, program }: PartnerPlace): string {
  return [at, contactId, program].join(' ');
}

/** Reads it back; undefined, which means the list's beginning, for anything else. */
export function readPartnerPlace(text: unknown): PartnerPlace | undefined {
  const [, at, contactId = '', program = ''] =
    (typeof text === 'string' && /^(\d{1,15}) (\S+) (\S+)$/.exec(text)) || [];
  return at === undefined ? undefined : { at: Number(at), contactId, program };
}

/** A place in a contact's timeline, for an address. */
export function cutText({ sequence, at }: TimelineCut): string {
  return `${sequence}.${at}`;
}

/** The part of a timeline that an address names; what nobody can have got from us is the latest part. */
export function timelineStretch(query: Query): TimelineStretch {
  return stretchOf(query, (text) => {
    const [, sequence, at] = /^(\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
    return at === undefined ? undefined : { sequence: Number(sequence), at: Number(at) };
  });
}

/** The part of a partner's sales that an address names; what nobody can have got from us is the newest part. */
export function ledgerStretch(query: Query): LedgerStretch {
  return stretchOf(query, (text) => {
    const [, at, id] = /^(-?\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
    return at === undefined ? undefined : { at: Number(at), id: Number(id) };
  });
}

type Query = Readonly<Record<string, unknown>>;

/** The part of a list next to a place, on the side that an address names it for; undefined where it names none. */
function stretchOf<Place>(
  { older, newer }: Query,
  read: (text: string) => Place | undefined,
): { olderThan: Place } | { newerThan: Place } | undefined {
  const place = (text: unknown) => (typeof text === 'string' ? read(text) : undefined);
  const [olderThan, newerThan] = [place(older), place(newer)];
  if (olderThan) return { olderThan };
  return newerThan && { newerThan };
}
