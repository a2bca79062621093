import type { Program } from '../../src/program/program.ts';
import type { Settings } from '../../src/program/settings.ts';

/** Two partner programs with every kind of form field, and one without a form. */
export const SETTINGS: Settings = {
  events: {
    'training-finished': { course: { type: 'string' }, score: { type: 'integer' } },
  },
  programs: {
    main: {
      name: 'main',
      title: 'Acme partners',
      currency: { code: 'USD', digits: 2 },
      locale: 'en-US',
      timeZone: 'UTC',
      commissionBasisPoints: 2000,
      signUpForm: {
        id: 'partner-sign-up',
        fields: [
          { name: 'firstName', label: 'First name', type: 'string', required: false },
          { name: 'lastName', label: 'Last name', type: 'string', required: false },
          { name: 'email', label: 'Email address', type: 'email', required: true },
          { name: 'website', label: 'Website', type: 'url', required: true },
        ],
        consent: { topic: 'partner-news', text: 'Send me partner news' },
      },
      links: [
        { title: 'Home page', url: 'https://acme.example/' },
        { title: 'Pricing', url: 'https://acme.example/pricing?plan=team' },
      ],
    },
    studio: {
      name: 'studio',
      title: 'Studio program',
      currency: { code: 'JPY', digits: 0 },
      locale: 'ja-JP',
      timeZone: 'Asia/Tokyo',
      commissionBasisPoints: 1000,
      signUpForm: {
        id: 'studio-sign-up',
        fields: [
          { name: 'email', label: 'Email address', type: 'email', required: true },
          { name: 'about', label: 'About you', type: 'text', required: false },
          { name: 'tier', label: 'Tier', type: 'enum', required: true, values: ['bronze', 'silver', 'gold'] },
          { name: 'staff', label: 'People in the studio', type: 'integer', required: false },
          { name: 'rate', label: 'Conversion rate', type: 'decimal', required: false },
          { name: 'since', label: 'In business since', type: 'date', required: false },
          { name: 'terms', label: 'I accept the terms', type: 'boolean', required: true },
        ],
      },
      links: [],
    },
    closed: {
      name: 'closed',
      title: 'By invitation',
      currency: { code: 'EUR', digits: 2 },
      locale: 'de-DE',
      timeZone: 'Europe/Berlin',
      commissionBasisPoints: 1000,
      links: [],
    },
  },
  sending: {
    from: 'Acme <partners@acme.example>',
    postalAddress: 'Acme Ltd, London',
    teams: {
      'partner-managers': ['Kim <Kim@example.com>', 'lee@example.com', 'vera@example.com', 'mix@example.com'],
      'studio-team': ['sam@example.com', 'mix@example.com', 'Ann@example.com'],
    },
    roles: [
      { team: 'partner-managers', address: 'vera@example.com', role: 'viewer' },
      { team: 'partner-managers', address: 'mix@example.com', role: 'viewer' },
      { team: 'studio-team', address: 'Ann@example.com', role: 'admin' },
    ],
    topics: {
      'partner-news': { title: 'Partner news', marketing: true },
      tips: { title: 'Tips & tricks', marketing: true, default: 'subscribed' },
      account: { title: 'Your account', marketing: false },
    },
  },
};

/** The part of the reference map that the pages read: what its milestones count. */
export const MAPS: Program[] = [
  {
    format: 1,
    kind: 'map',
    map: 'partner-welcome',
    title: 'Sign-up and welcome',
    program: 'main',
    currency: { code: 'USD', digits: 2 },
    triggers: [],
    milestones: [
      {
        name: 'total-sales',
        field: 'totalSales',
        at: [500_000, 1_000_000, 2_500_000].map((value) => ({ value, first: 'milestone-reached' })),
        onJump: 'each',
        onRefund: 'keep',
        backfill: 'silent',
      },
      {
        name: 'sales',
        field: 'numberOfSales',
        at: [1, 10].map((value) => ({ value, first: null })),
        onJump: 'each',
        onRefund: 'keep',
        backfill: 'silent',
      },
    ],
    steps: {
      review: {
        kind: 'approve',
        id: 'review',
        title: 'Review by the team',
        team: 'partner-managers',
        next: 'active',
        rejected: null,
        expired: null,
      },
      call: {
        kind: 'task',
        id: 'call',
        title: 'Call by phone',
        what: 'Call the new partner',
        team: 'partner-managers',
        outcomes: [],
        next: 'active',
      },
      active: { kind: 'end', id: 'active', title: 'Active partner', next: null },
    },
    fields: { totalSales: 'money', numberOfSales: 'integer' },
  },
];
