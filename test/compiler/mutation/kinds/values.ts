import { mutator, type Mutator } from '../mutator.ts';
import type { Random } from '../random.ts';
import type { Role } from '../roles.ts';
import type { Site } from '../sites.ts';
import { quotedLike, replaceValue } from './replace.ts';

/** Values that mean something else, and values that mean nothing. */
interface Choices {
  legal: readonly string[];
  malformed: readonly string[];
}

function valueMutator(
  kind: string,
  is: Role['is'],
  choicesFor: (site: Site, random: Random) => Choices,
): Mutator {
  return mutator(
    kind,
    ({ sites }) => sites.filter(({ role, type }) => role.is === is && type === 'scalar'),
    (site, random) => {
      const { legal, malformed } = choicesFor(site, random);
      const useLegal = legal.length > 0 && (malformed.length === 0 || random.oneIn(3));
      const text = random.pick(useLegal ? legal : malformed);
      return replaceValue(site, text, useLegal ? 'any' : 'error');
    },
  );
}

const number = valueMutator('number changed', 'amount', ({ scalar, inFlow }, random) => {
  const value = Number(scalar);
  return {
    legal: [
      `${value + 1}`,
      `${value * 10}`,
      `${value - random.below(1000)}`,
      '0',
      '-1',
      `${value}.5`,
      '1e3',
      '0x10',
    ],
    // In a list `1,000` is two numbers.
    malformed: [
      '.nan',
      '.inf',
      inFlow ? '1.000.000' : '1,000',
      '1_000',
      'ten',
      '10 %',
      '$10',
      `${value}.123456`,
    ],
  };
});

const DURATION = /^-?\d+ (minute|hour|day|week|month|year)s?$/;

const MALFORMED_DURATIONS = [
  '3d',
  '3 dayz',
  'three days',
  '3',
  '3days',
  'P3D',
  '3 days 4',
  '1.5 days',
  '3 day s',
];

const duration = valueMutator('duration changed', 'duration', ({ path, scalar }, random) => ({
  legal: DURATION.test(String(scalar))
    ? [`${1 + random.below(90)} days`, '1 minute', '6 weeks', '0 days']
    : [],
  malformed: [...MALFORMED_DURATIONS, ...(path.at(-1) === 'offset' ? [] : ['-3 days'])],
}));

const moment = valueMutator('moment changed', 'moment', ({ source, scalar }, random) => {
  const text = String(scalar);
  if (DURATION.test(text)) return { legal: ['5 hours', '1 day'], malformed: MALFORMED_DURATIONS };
  if (/T\d\d:/.test(text)) {
    const malformed = [
      '2026-01-05',
      '2026-01-05T09:00:00',
      '2026-13-05T09:00:00Z',
      '5 January 2026',
      '2026-02-30T09:00:00Z',
    ];
    return { legal: [`2026-0${1 + random.below(9)}-11T10:00:00Z`], malformed };
  }
  if (/^\d\d:\d\d$/.test(text)) {
    const malformed = ['25:00', '9am', '09.00', '12:60', '9', '09:00:61'].map((one) =>
      quotedLike(source, one),
    );
    return { legal: ["'10:30'"], malformed };
  }
  if (/^\d{4}-/.test(text))
    return { legal: ['2027-01-01'], malformed: ['2026-13-01', '1.2.2026', '2026-02-30', 'tomorrow'] };
  return { legal: [], malformed: ['2026-13-05', 'no such moment'] };
});

const address = valueMutator('address malformed', 'address', ({ source, scalar }) => {
  const text = String(scalar);
  const malformed = [
    text.replace('@', ''),
    text.replace('@', '@@'),
    text.replace('@', ' @ '),
    text.replace('.', '..'),
  ];
  return {
    legal: [],
    malformed: malformed
      .filter((one) => one !== text)
      .map((one) => JSON.stringify(quotedLike('', one)))
      .concat(quotedLike(source, 'nobody')),
  };
});

const web = valueMutator('web address malformed', 'web', () => ({
  legal: ["'https://other.example/'"],
  malformed: [
    'acme.example',
    "'htp://acme.example'",
    "'javascript:alert(1)'",
    "'https://'",
    "'https:// acme.example'",
    "'//acme.example'",
  ],
}));

const flag = valueMutator('flag changed', 'flag', ({ scalar }) => ({
  legal: [String(scalar !== true)],
  malformed: ['yes', 'on', 'True ish', '1', "'true'", 'ture'],
}));

/** Amounts, durations, dates, addresses: other ones, and ones that are none. */
export const VALUE_MUTATORS: readonly Mutator[] = [number, duration, moment, address, web, flag];
