/** A partner program in which every mapping that runs occurs. */
export const PROGRAM = {
  program: 'main',
  currency: 'EUR',
  commission: {
    percent: 10,
    products: { kit: { flat: 7 } },
    secondTier: { percent: 3 },
    recurring: { for: '1 year' },
  },
  attribution: { cookie: '30 days', credit: 'last' },
  notifyPartner: { commissionEarned: { email: 'thanks-for-sale' } },
  signUpForm: {
    id: 'partner-sign-up',
    fields: ['email', { field: 'website' }],
    consent: { topic: 'partner-news', text: 'Send me news' },
  },
  payout: { threshold: 10 },
  links: [{ title: 'Home page', url: 'https://acme.example/' }],
};

const FILE = 'main.program.yaml';
const DEFINITIONS = 'program.schema.json#/definitions/';

/** Where each of them occurs: file, then keys. */
export const PROGRAM_PLACES: Readonly<Record<string, readonly (string | number)[]>> = {
  'program.schema.json#': [FILE],
  'program.schema.json#/properties/commission': [FILE, 'commission'],
  'program.schema.json#/properties/notifyPartner': [FILE, 'notifyPartner'],
  'program.schema.json#/properties/notifyPartner/properties/commissionEarned': [
    FILE,
    'notifyPartner',
    'commissionEarned',
  ],
  'program.schema.json#/properties/signUpForm': [FILE, 'signUpForm'],
  [`${DEFINITIONS}productCommission`]: [FILE, 'commission', 'products', 'kit'],
  [`${DEFINITIONS}attribution`]: [FILE, 'attribution'],
  [`${DEFINITIONS}secondTier`]: [FILE, 'commission', 'secondTier'],
  [`${DEFINITIONS}recurring`]: [FILE, 'commission', 'recurring'],
  [`${DEFINITIONS}payout`]: [FILE, 'payout'],
  [`${DEFINITIONS}formField`]: [FILE, 'signUpForm', 'fields', 1],
  [`${DEFINITIONS}consent`]: [FILE, 'signUpForm', 'consent'],
  [`${DEFINITIONS}link`]: [FILE, 'links', 0],
};
