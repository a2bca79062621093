import { PROBLEM_TYPES } from '../problem.ts';
import type { Examples, OtherAnswer } from './operation.ts';

const SALE = {
  type: 'sale.recorded',
  id: 'order-17',
  partner: { referralCode: 'ADA-17' },
  amount: '1100.00',
  currency: 'USD',
  kind: 'first',
  product: 'starter-kit',
  at: '2026-01-05T09:00:00Z',
};
const REFUND = { type: 'sale.refunded', id: 'refund-3', sale: 'order-17', amount: '100.00' };
const EVENT = {
  type: 'training-finished',
  id: 'course-8',
  partner: { email: 'ada@example.com' },
  data: { course: 'basics', score: 90 },
};

const MAIL_EVENT = {
  type: 'hard-bounce',
  id: 'bounce-4',
  address: 'ada@example.com',
  messageId: '<0f1e2d3c4b5a69788796a5b4c3d2e1f0@example.com>',
  reason: '550 5.1.1 no such user',
  at: '2026-01-05T09:00:00Z',
};

function problem(status: number, code: string, title: string, detail: string, pointer?: string): object {
  const errors = pointer === undefined ? {} : { errors: [{ pointer, detail }] };
  return { type: PROBLEM_TYPES + code, status, title, detail, ...errors };
}

const usedDifferently = (id: string): object =>
  problem(
    409,
    'conflict',
    'This id was used for something else',
    `id: “${id}” of the source “webhook” was already recorded on 2026-01-05T09:00:00.000Z with another content, and nothing recorded is ever rewritten. Use a new id for a new sale or refund; to correct an amount, send a refund.`,
  );

/** What `POST /hooks/sales` is sent, in this order, and answers. */
export const SALES_EXAMPLES: Examples = {
  sale: {
    summary: 'A sale',
    request: SALE,
    status: 202,
    answer: { status: 'recorded', id: SALE.id },
  },
  saleAgain: {
    summary: 'The same sale again',
    request: SALE,
    status: 200,
    answer: { status: 'duplicate', id: SALE.id },
  },
  otherSale: {
    summary: 'Another sale under the same id',
    request: { ...SALE, amount: '1.00' },
    status: 409,
    answer: usedDifferently(SALE.id),
  },
  refund: {
    summary: 'A refund in part; without an amount, of all that is left',
    request: REFUND,
    status: 202,
    answer: { status: 'recorded', id: REFUND.id },
  },
  unknownPartner: {
    summary: 'A sale of somebody who is no partner',
    request: { ...SALE, id: 'order-18', partner: { email: 'nobody@example.com' } },
    status: 422,
    answer: problem(
      422,
      'unknown-partner',
      'The body cannot be recorded as it is',
      'partner.email: nobody with this email address has applied to any partner program, so the sale would belong to nobody. Check the value; people become partners by the sign-up form.',
      '/partner',
    ),
  },
};

/** What `POST /hooks/events` is sent, in this order, and answers. */
export const EVENT_EXAMPLES: Examples = {
  event: {
    summary: 'An event of events.yaml',
    request: EVENT,
    status: 202,
    answer: { status: 'recorded', id: EVENT.id },
  },
  eventAgain: {
    summary: 'The same event again',
    request: EVENT,
    status: 200,
    answer: { status: 'duplicate', id: EVENT.id },
  },
  otherEvent: {
    summary: 'Another event under the same id',
    request: { ...EVENT, data: { course: 'advanced' } },
    status: 409,
    answer: usedDifferently(EVENT.id),
  },
  badData: {
    summary: 'Data of another type than events.yaml declares',
    request: { ...EVENT, id: 'course-9', data: { course: 'basics', score: 'high' } },
    status: 422,
    answer: problem(
      422,
      'bad-event-data',
      'The body cannot be recorded as it is',
      'data.score must be a whole number, such as 20. The types are those of events.yaml.',
      '/data',
    ),
  },
};

/** What `POST /hooks/mail-events` is sent, in this order, and answers. */
export const MAIL_EVENT_EXAMPLES: Examples = {
  hardBounce: {
    summary: 'A mailbox that does not work: nothing is sent there any more',
    request: MAIL_EVENT,
    status: 202,
    answer: { status: 'recorded', id: MAIL_EVENT.id },
  },
  hardBounceAgain: {
    summary: 'The same again',
    request: MAIL_EVENT,
    status: 200,
    answer: { status: 'duplicate', id: MAIL_EVENT.id },
  },
  otherMailEvent: {
    summary: 'Another event under the same id',
    request: { ...MAIL_EVENT, type: 'complaint' },
    status: 409,
    answer: usedDifferently(MAIL_EVENT.id),
  },
  softBounce: {
    summary: 'A mailbox that is full: recorded, and changes nothing',
    request: {
      type: 'soft-bounce',
      id: 'bounce-5',
      address: 'ada@example.com',
      reason: '452 4.2.2 mailbox full',
    },
    status: 202,
    answer: { status: 'recorded', id: 'bounce-5' },
  },
};

/** What every signed door answers to what it does not read at all. */
export const UNREAD: readonly OtherAnswer[] = [
  {
    status: 400,
    name: 'malformed',
    summary: 'A body that is not JSON',
    answer: problem(
      400,
      'malformed-json',
      'The body is not JSON',
      'It stops being JSON at its end, line 1, column 3 (character 3): something is missing there.',
    ),
  },
  {
    status: 401,
    name: 'unsigned',
    summary: 'A message without the three headers',
    answer: problem(
      401,
      'bad-signature',
      'The message is not signed as agreed',
      'The headers webhook-id, webhook-timestamp and webhook-signature are all required.',
    ),
  },
  {
    status: 413,
    name: 'tooLarge',
    summary: 'A body of 300 KiB',
    answer: problem(413, 'too-large', 'The body is too large', 'This address takes at most 256 KiB.'),
  },
  {
    status: 415,
    name: 'text',
    summary: 'A body of type text/plain',
    answer: problem(
      415,
      'unsupported-media-type',
      'This address does not take a body of that type',
      'Webhooks are sent as application/json, forms as application/x-www-form-urlencoded.',
    ),
  },
  {
    status: 500,
    name: 'bug',
    summary: 'Something unforeseen',
    answer: problem(
      500,
      'bug',
      'Something went wrong on our side',
      'Nothing that you sent is at fault. It has been noted; please try again later.',
    ),
  },
];
