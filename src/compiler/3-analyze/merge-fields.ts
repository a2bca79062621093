import type { EventShape } from '../../program/event-shapes.ts';
import type { FieldType } from '../../program/program.ts';
import type { Fields } from './fields.ts';

/** What must have happened for a merge field to have a value. */
export type MergeSource =
  | 'always'
  | 'program'
  | 'login'
  | 'sale'
  | 'commission'
  | 'sales'
  | 'milestone'
  | 'approval'
  | 'call'
  | 'marketing';

/** A merge field. Lists have items: those of `links` and `sales` have attributes, the others are plain values. */
export interface MergeField {
  type: FieldType | 'figure' | 'links' | 'sales';
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
export function mergeFieldsOf(fields: Fields, calls: Readonly<Record<string, EventShape>>): MergeFields {
  const all = new Map<string, MergeField>();
  for (const { name, type, of } of fields.values()) {
    all.set(`contact.${name}`, { type, from: of === 'enrolment' ? 'program' : 'always' });
  }
  for (const [path, type, from] of BUILT_IN) all.set(path, { type, from });
  for (const [name, output] of Object.entries(calls)) {
    for (const [attribute, type] of Object.entries(output)) {
      if (typeof type === 'string') all.set(`calls.${name}.${attribute}`, { type, from: 'call' });
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
    from === 'milestone' ||
    from === 'approval'
  );
}
