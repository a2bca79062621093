import type { FieldType } from '../../program/program.ts';
import type { Fields } from './fields.ts';
import { attributesOf, shapeAt, type Shape } from './shape.ts';

/** All that merge fields can come from. */
export const MERGE_SOURCES = [
  'always',
  'program',
  'login',
  'sale',
  'commission',
  'sales',
  'payout',
  'milestone',
  'approval',
  'call',
  'marketing',
] as const;

/** What must have happened for a merge field to have a value. */
export type MergeSource = (typeof MERGE_SOURCES)[number];

/** A merge field. Lists have items: those of `links` and `sales` have attributes, the others are plain values. Of `any` nothing is known, because of another mistake. */
export interface MergeField {
  type: FieldType | 'figure' | 'links' | 'sales' | 'any';
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
  ['sales', 'sales', 'sales'],
  ['payout.amount', 'money', 'payout'],
  ['payout.batch', 'string', 'payout'],
  ['payout.at', 'instant', 'payout'],
  ['milestone.value', 'figure', 'milestone'],
  ['milestone.values', 'list', 'milestone'],
  ['milestone.next', 'figure', 'milestone'],
  ['milestone.toNext', 'figure', 'milestone'],
  ['approval.reason', 'string', 'approval'],
  ['unsubscribe.url', 'string', 'marketing'],
];

/** Attributes of an item of `links`. */
export const LINK_ATTRIBUTES: readonly string[] = ['title', 'url'];

/** Attributes of an item of `sales`. */
export const SALE_ATTRIBUTES: Readonly<Record<string, FieldType>> = {
  id: 'string',
  amount: 'money',
  commission: 'money',
  product: 'string',
  kind: 'string',
  at: 'instant',
};

/** Every merge field there is, with the contact's own, and what `call` steps of any map answer. */
export function mergeFieldsOf(fields: Fields, calls: Readonly<Record<string, Shape>>): MergeFields {
  const all = new Map<string, MergeField>();
  for (const { name, type, of } of fields.values()) {
    all.set(`contact.${name}`, { type, from: of === 'enrolment' ? 'program' : 'always' });
  }
  for (const [path, type, from] of BUILT_IN) all.set(path, { type, from });
  for (const [name, output] of Object.entries(calls)) {
    if (output === 'any') all.set(`calls.${name}`, { type: 'any', from: 'call' });
    for (const attribute of attributesOf(output)) {
      const leaf = shapeAt(output, [attribute]);
      if (leaf && leaf !== 'any' && 'type' in leaf)
        all.set(`calls.${name}.${attribute}`, { type: leaf.type, from: 'call' });
    }
  }
  return all;
}

const READ_AT_SENDING: ReadonlySet<string> = new Set(
  ['id', 'email', 'firstName', 'lastName'].map((name) => `contact.${name}`),
);

/** Whether the decision that issues a mail provides the value; names, links and logins are read at sending. */
export function isFromDecision(path: string, { from }: MergeField): boolean {
  if (path.startsWith('contact.')) return !READ_AT_SENDING.has(path);
  return (
    from === 'sale' ||
    from === 'sales' ||
    from === 'call' ||
    from === 'commission' ||
    from === 'payout' ||
    from === 'milestone' ||
    from === 'approval'
  );
}
