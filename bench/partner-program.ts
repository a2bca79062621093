import type { PartnerProgram } from '../src/program/settings.ts';

/** A partner program as most are: a fifth of each sale, payable after 30 days. */
export const PROGRAM: PartnerProgram = {
  name: 'main',
  title: 'Acme',
  currency: { code: 'USD', digits: 2 },
  locale: 'en-US',
  timeZone: 'UTC',
  commissionBasisPoints: 2000,
  commission: { holdFor: { days: 30 } },
  links: [],
};
