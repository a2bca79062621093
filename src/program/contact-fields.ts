import type { FieldType } from './program.ts';

/** The built-in fields of a contact, the same in every program. */
export const CONTACT_FIELDS: Readonly<Record<string, FieldType>> = {
  id: 'string',
  email: 'string',
  firstName: 'string',
  lastName: 'string',
  timeZone: 'string',
  locale: 'string',
  tags: 'list',
};

/** The built-in fields of an enrolment: each partner program has its own. */
export const ENROLMENT_FIELDS: Readonly<Record<string, FieldType>> = {
  status: 'string',
  referralCode: 'string',
  totalSales: 'money',
  numberOfSales: 'integer',
  totalCommission: 'money',
  appliedAt: 'instant',
  approvedAt: 'instant',
  rejectedReason: 'string',
  firstSaleAt: 'instant',
  lastSaleAt: 'instant',
  lastLoginAt: 'instant',
  payoutReady: 'boolean',
};

/** True for the fields that one person has once per partner program. */
export function isEnrolmentField(field: string): boolean {
  return Object.hasOwn(ENROLMENT_FIELDS, field);
}
