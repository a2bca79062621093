import type { FieldType } from '../../program/program.ts';
import type { Fields } from './fields.ts';

/** What must have happened for a merge field to have a value. */
export type MergeSource =
  'always' | 'program' | 'login' | 'sale' | 'commission' | 'milestone' | 'approval' | 'later';

/** A merge field. Lists have items: `links` has attributes, the others plain values. */
export interface MergeField {
  type: FieldType | 'figure' | 'links';
  from: MergeSource;
}

/** All merge fields by path. */
export type MergeFields = ReadonlyMap<string, MergeField>;

const BUILT_IN: readonly [string, MergeField['type'], MergeSource][] = [
  ['program.title', 'string', 'program'],
  ['links', 'links', 'always'],
  ['partnerCenter.url', 'string', 'always'],
  ['login.url', 'string', 'login'],
  ['login.expiresAt', 'instant', 'login'],
  ['sale.id', 'string', 'sale'],
  ['sale.amount', 'money', 'sale'],
  ['sale.product', 'string', 'sale'],
  ['sale.kind', 'string', 'sale'],
  ['sale.at', 'instant', 'sale'],
  ['commission.amount', 'money', 'commission'],
  ['sales', 'links', 'later'],
  ['milestone.value', 'figure', 'milestone'],
  ['milestone.values', 'list', 'milestone'],
  ['milestone.next', 'figure', 'milestone'],
  ['milestone.toNext', 'figure', 'milestone'],
  ['approval.reason', 'string', 'approval'],
  ['unsubscribe.url', 'string', 'later'],
];

/** Attributes of an item of `links`. */
export const LINK_ATTRIBUTES: readonly string[] = ['title', 'url'];

/** Every merge field there is, with the contact's own. */
export function mergeFieldsOf(fields: Fields): MergeFields {
  const all = new Map<string, MergeField>();
  for (const { name, type, of } of fields.values()) {
    all.set(`contact.${name}`, { type, from: of === 'enrolment' ? 'program' : 'always' });
  }
  for (const [path, type, from] of BUILT_IN) all.set(path, { type, from });
  return all;
}

const READ_AT_SENDING: ReadonlySet<string> = new Set(
  ['id', 'email', 'firstName', 'lastName'].map((name) => `contact.${name}`),
);

/** Whether the decision that issues a mail provides the value; names, links and logins are read at sending. */
export function isFromDecision(path: string, { from }: MergeField): boolean {
  if (path.startsWith('contact.')) return !READ_AT_SENDING.has(path);
  return from === 'sale' || from === 'commission' || from === 'milestone' || from === 'approval';
}
