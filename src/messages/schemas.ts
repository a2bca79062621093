/** A JSON Schema (draft 7). A `description` says what is wanted, in words that complete "must be …". */
export interface Schema {
  [keyword: string]: unknown;
}

/** Control characters and halves of surrogate pairs: PostgreSQL stores no U+0000, and UTF-8 has no lone halves. */
const UNWRITABLE = String.raw`\u0000-\u001f\u007f\ud800-\udfff`;
const NAME = {
  type: 'string',
  minLength: 1,
  maxLength: 200,
  pattern: `^[^${UNWRITABLE}]*$`,
  description: 'a text of 1 to 200 characters on one line',
};
const MONEY = {
  type: ['string', 'number'],
  pattern: String.raw`^-?\d{1,15}(\.\d+)?$`,
  description: 'an amount in major units, such as "1100.00"',
};
const CURRENCY = { ...NAME, description: 'a currency code of ISO 4217, such as "USD"' };
const INSTANT = {
  type: 'string',
  format: 'date-time',
  description: 'a time with its offset (RFC 3339), such as "2026-01-05T09:00:00Z"',
};
const KIND = {
  type: 'string',
  enum: ['first', 'recurring', 'instalment'],
  description: 'one of "first", "recurring" and "instalment"',
};
const PARTNER = {
  type: 'object',
  properties: { contactId: NAME, email: NAME, referralCode: NAME },
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  description: 'an object with exactly one of "contactId", "email" and "referralCode"',
};

const CLICK = {
  ...NAME,
  description: 'the "click" that a partner’s link brought to your page, 1 to 200 characters',
};
const SELLER = {
  ...PARTNER,
  properties: { ...PARTNER.properties, click: CLICK },
  description: 'an object with exactly one of "contactId", "email", "referralCode" and "click"',
};

const FACT = { id: NAME, source: NAME, program: NAME, at: INSTANT, partner: PARTNER };
const RATE = {
  type: ['string', 'number'],
  pattern: String.raw`^\d{1,12}(\.\d{1,12})?$`,
  description: 'how many units of the program’s currency one of “currency” is worth, such as "1.0832"',
};
const FIRST_SALE = {
  ...NAME,
  description:
    'the id of the first sale that this recurring payment or instalment belongs to, 1 to 200 characters',
};
const SALE = {
  ...FACT,
  partner: SELLER,
  amount: MONEY,
  currency: CURRENCY,
  exchangeRate: RATE,
  kind: KIND,
  product: NAME,
  firstSale: FIRST_SALE,
};
const CHARGEBACK = {
  type: 'boolean',
  description: 'true where the bank of the customer took the money back, or false',
};
const REFUND = { ...FACT, sale: NAME, amount: MONEY, currency: CURRENCY, chargeback: CHARGEBACK };

const EVENT = {
  type: { ...NAME, description: 'the name of an event of events.yaml' },
  id: NAME,
  source: NAME,
  partner: PARTNER,
  data: { type: 'object', description: 'a JSON object with what events.yaml declares' },
  at: INSTANT,
};

function objectOf(properties: Schema, required: string[]): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}

function typed(type: string): Schema {
  return { type: 'string', const: type, description: JSON.stringify(type) };
}

/** A sale, but for its `type`: the webhook reads that first. */
export const SALE_SCHEMA = objectOf(SALE, ['id', 'partner', 'amount', 'currency']);

/** A refund, but for its `type`. */
export const REFUND_SCHEMA = objectOf(REFUND, ['id', 'sale']);

/** An event of events.yaml. */
export const EVENT_SCHEMA = objectOf(EVENT, ['type', 'id', 'partner']);

/** A bounce or a complaint. */
export const MAIL_EVENT_SCHEMA = objectOf(
  {
    type: {
      type: 'string',
      enum: ['hard-bounce', 'soft-bounce', 'complaint'],
      description: 'one of "hard-bounce", "soft-bounce" and "complaint"',
    },
    id: NAME,
    source: NAME,
    address: {
      type: 'string',
      pattern: String.raw`^[^\s<>@${UNWRITABLE}]{1,64}@[^\s<>@${UNWRITABLE}]{1,255}$`,
      description: 'an email address without a name',
    },
    messageId: {
      type: 'string',
      pattern: String.raw`^<[^<>\s${UNWRITABLE}]{1,250}>$`,
      description: 'the Message-ID of the mail, with its angle brackets',
    },
    reason: {
      type: 'string',
      maxLength: 2_000,
      description: 'what the receiving server said, at most 2,000 characters',
    },
    at: INSTANT,
  },
  ['type', 'id', 'address'],
);

/** What each direct event carries in `data`: the webhook's object, where the envelope and the run fill in the rest. */
export const DIRECT_DATA_SCHEMAS = {
  'sale-recorded': objectOf({ type: typed('sale.recorded'), ...SALE }, ['amount', 'currency']),
  'sale-refunded': objectOf({ type: typed('sale.refunded'), ...REFUND }, ['sale']),
  'total-sales-changed': objectOf({ total: MONEY, currency: CURRENCY, at: INSTANT, program: NAME }, [
    'total',
    'currency',
  ]),
  'custom-event': objectOf(EVENT, ['type']),
};

/** Attributes of the envelope (CloudEvents 1.0 §3.1) as far as they are read; others are allowed, and ignored. */
export const ENVELOPE_SCHEMA: Schema = {
  type: 'object',
  properties: {
    specversion: typed('1.0'),
    id: NAME,
    source: NAME,
    type: {
      type: 'string',
      enum: Object.keys(DIRECT_DATA_SCHEMAS),
      description: 'one of "sale-recorded", "sale-refunded", "total-sales-changed" and "custom-event"',
    },
    time: INSTANT,
    data: { type: 'object', description: 'a JSON object' },
  },
  required: ['specversion', 'id', 'source', 'type', 'data'],
};

/** Names of maps, and of a partner program's notices. */
const MAP_NAME = {
  type: 'string',
  pattern: String.raw`^[a-z][a-z0-9-]{0,59}(\.notices)?$`,
  description: 'the name of a map, or of a program’s notices, such as "main.notices"',
};

/** What the signal `control` carries; a run reads other attributes over. Without `map` it is about all maps. */
const CONTROL_SCHEMA: Schema = {
  type: 'object',
  properties: {
    action: { type: 'string', enum: ['pause', 'resume'], description: '"pause" or "resume"' },
    map: MAP_NAME,
  },
  required: ['action'],
};

const DRAFT = 'http://json-schema.org/draft-07/schema#';

function published(name: string, title: string, schema: Schema): Schema {
  return { $schema: DRAFT, $id: `https://mapwright.dev/messages/${name}.schema.json`, title, ...schema };
}

function withType(schema: Schema, type: string): Schema {
  const { properties, required, ...rest } = schema;
  return {
    ...rest,
    properties: { type: typed(type), ...(properties as Schema) },
    required: ['type', ...(required as string[])],
  };
}

/** The schema of each message by its name, as published in `docs/messages`. */
export function publishedSchemas(): Record<string, Schema> {
  const data = Object.entries(DIRECT_DATA_SCHEMAS);
  const events = data.map(([type, schema]) => ({
    if: { properties: { type: { const: type } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { properties: { data: schema } },
  }));
  const event = { ...ENVELOPE_SCHEMA, not: { required: ['sequence'] }, allOf: events };
  return {
    'sale-webhook': published(
      'sale-webhook',
      'A sale, as POST /hooks/sales takes it',
      withType(SALE_SCHEMA, 'sale.recorded'),
    ),
    'refund-webhook': published(
      'refund-webhook',
      'A refund, as POST /hooks/sales takes it',
      withType(REFUND_SCHEMA, 'sale.refunded'),
    ),
    'mail-event-webhook': published(
      'mail-event-webhook',
      'A bounce or a complaint, as POST /hooks/mail-events takes it',
      MAIL_EVENT_SCHEMA,
    ),
    'event-webhook': published(
      'event-webhook',
      'An event of events.yaml, as POST /hooks/events takes it',
      EVENT_SCHEMA,
    ),
    ...Object.fromEntries(
      data.map(([type, schema]) => [type, published(type, `The data of a direct event ${type}`, schema)]),
    ),
    'control-signal': published(
      'control-signal',
      'The signal "control": holds a contact on all maps or on one, and lets them go on',
      CONTROL_SCHEMA,
    ),
    'event-signal': published(
      'event-signal',
      'The signal "event" of a sale system: one event, or up to 200',
      {
        definitions: { event },
        oneOf: [
          { $ref: '#/definitions/event' },
          { type: 'array', minItems: 1, maxItems: 200, items: { $ref: '#/definitions/event' } },
        ],
      },
    ),
  };
}
