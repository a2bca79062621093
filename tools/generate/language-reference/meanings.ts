/** What the built-in fields of a contact are, by name. */
export const FIELD_MEANINGS: Readonly<Record<string, string>> = {
  id: 'The contact’s id',
  email: 'Address, trimmed and in lower case: one contact per address',
  firstName: 'First name; may be empty',
  lastName: 'Last name; may be empty',
  timeZone: 'IANA time zone; the program’s `timeZone` where the contact has none',
  locale: 'BCP 47 tag; the program’s `locale` where the contact has none',
  tags: 'All tags',
  status: '`applied`, `approved`, `rejected` or `suspended`',
  referralCode: 'The code in the partner’s own links',
  totalSales: 'Payments of all kinds, minus refunds and chargebacks',
  numberOfSales: 'Sales of kind `first` that are not wholly refunded',
  totalCommission: 'All commissions, in the program’s currency',
  appliedAt: 'When they first applied',
  approvedAt: 'When they were approved',
  rejectedReason: 'What was written when they were rejected',
  firstSaleAt: 'When their first sale happened',
  lastSaleAt: 'When their latest sale happened',
  lastLoginAt: 'When they last opened the partner center',
  payoutReady:
    'Whether enough is payable for a payout: more than nothing, and no less than the program’s `threshold`',
};

/** What the built-in merge fields are, by path. */
export const MERGE_MEANINGS: Readonly<Record<string, string>> = {
  'program.title': 'the program’s title',
  links: 'the program’s links with the partner’s own code, each with `title` and `url`: use `each`',
  'partnerCenter.url': 'the address of the partner center',
  'login.url': 'the single-use login link',
  'login.expiresAt': 'when the link stops working',
  'sale.id': 'the sale’s id',
  'sale.amount': 'its amount',
  'sale.product': 'its product; may be empty',
  'sale.kind': '`first`, `recurring` or `instalment`',
  'sale.at': 'when it happened',
  'commission.amount': 'what the partner earned with it',
  sales:
    'all sales of a collected notice, elsewhere the one; each with `id`, `amount`, `commission`, `product`, `kind` and `at`: use `each`',
  'payout.amount': 'what is paid out to the partner',
  'payout.batch': 'the id of the payout',
  'payout.at': 'when it was made',
  'milestone.value': 'the threshold that was reached',
  'milestone.values': 'all thresholds that were reached together',
  'milestone.next': 'the next threshold; empty after the last',
  'milestone.toNext': 'how much is missing to the next',
  'approval.reason': 'what the person who decided wrote; may be empty',
  'unsubscribe.url': 'the address that unsubscribes from the mail’s topic',
};
