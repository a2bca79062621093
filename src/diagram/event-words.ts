import type { EventMatch, EventType, Program } from '../program/program.ts';
import { conditionWords } from './condition-words.ts';
import { offsetWords } from './duration-words.ts';
import { valueWords } from './value-words.ts';

type Reading = Pick<Program, 'fields' | 'currency'>;

/** What happens, as a sentence without its full stop, and what narrows it down. */
export interface EventWords {
  sentence: string;
  lines: string[];
}

/** The event that a door opens at, a goal is achieved by, or a step waits for. */
export function eventWords(match: EventMatch, program: Reading): EventWords {
  const { product, kind, where } = match;
  return {
    sentence: SENTENCES[match.type](match, program),
    lines: [
      ...(product === undefined ? [] : [`of product ${product}`]),
      ...(kind === undefined ? [] : [SALE_KINDS[kind]]),
      ...(where === undefined ? [] : [`only if ${conditionWords(where)}`]),
    ],
  };
}

const SALE_KINDS = {
  first: 'first payments only',
  recurring: 'recurring payments only',
  instalment: 'instalments only',
} as const;

const SENTENCES: Record<EventType, (match: EventMatch, program: Reading) => string> = {
  'form-submitted': ({ form }) =>
    form === undefined ? 'Any form is submitted' : `Form ${form} is submitted`,
  added: () => 'Contact is added to the map',
  'approval-decided': ({ outcome }) => `Application is ${outcome ?? 'decided'}`,
  'sale-recorded': () => 'Sale is recorded',
  'commission-earned': () => 'Commission is earned',
  'commission-payable': () => 'Commission becomes payable',
  'commission-paid': () => 'Commissions are paid out',
  'sale-refunded': ({ full }) => `Sale is refunded${full ? ' in full' : ''}`,
  'field-updated': fieldWords,
  'tag-added': ({ tag }) => (tag === undefined ? 'Any tag is added' : `Tag ${tag} is added`),
  'tag-removed': ({ tag }) => (tag === undefined ? 'Any tag is removed' : `Tag ${tag} is removed`),
  'date-reached': dateWords,
  'login-used': () => 'Partner signs in to the partner center',
  'email-clicked': ({ email }) =>
    `Link in ${email === undefined ? 'any email' : `email ${email}`} is clicked`,
  'email-bounced': ({ email }) => `${email === undefined ? 'Any email' : `Email ${email}`} bounces`,
  unsubscribed: ({ topic }) => `Contact unsubscribes${topic === undefined ? '' : ` from ${topic}`}`,
  custom: ({ name }) => `Event ${name ?? ''} happens`,
};

function fieldWords({ field = '', test }: EventMatch, program: Reading): string {
  if (!test) return `${field} changes`;
  const value = valueWords(program, field, test.value);
  switch (test.op) {
    case 'equals':
      return `${field} becomes exactly ${value}`;
    case 'crosses':
      return `${field} reaches ${value}`;
    case 'crossesDown':
      return `${field} falls below ${value}`;
    case 'above':
      return `${field} changes and is above ${value}`;
    case 'below':
      return `${field} changes and is below ${value}`;
  }
}

function dateWords({ date }: EventMatch): string {
  if (!date) return 'Date is reached';
  const day = 'field' in date.on ? date.on.field : date.on.date;
  const yearly = date.every === 'year' ? ', every year' : '';
  return `${offsetWords(date.offset, day)}, at ${date.at}${yearly}`;
}
