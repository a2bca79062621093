import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { DirectEvent, EventBody, MailEventBody, RefundBody, SaleBody } from './bodies.ts';
import {
  DIRECT_DATA_SCHEMAS,
  ENVELOPE_SCHEMA,
  EVENT_SCHEMA,
  MAIL_EVENT_SCHEMA,
  REFUND_SCHEMA,
  SALE_SCHEMA,
} from './schemas.ts';

/** One thing wrong in a message: a JSON pointer (RFC 6901) and what is wrong there, without the value. */
export interface MessageProblem {
  pointer: string;
  detail: string;
}

/** A message that was read, or everything that is wrong with it. */
export type Reading<T> = { message: T } | { problems: MessageProblem[] };

const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  formats: { 'date-time': fullFormats['date-time'] },
});

const validSale = ajv.compile<SaleBody>(SALE_SCHEMA);
const validRefund = ajv.compile<RefundBody>(REFUND_SCHEMA);
const validEvent = ajv.compile<EventBody>(EVENT_SCHEMA);
const validMailEvent = ajv.compile<MailEventBody>(MAIL_EVENT_SCHEMA);
const validEnvelope = ajv.compile<DirectEvent>(ENVELOPE_SCHEMA);
const validData = {
  'sale-recorded': ajv.compile(DIRECT_DATA_SCHEMAS['sale-recorded']),
  'sale-refunded': ajv.compile(DIRECT_DATA_SCHEMAS['sale-refunded']),
  'total-sales-changed': ajv.compile(DIRECT_DATA_SCHEMAS['total-sales-changed']),
  'custom-event': ajv.compile(DIRECT_DATA_SCHEMAS['custom-event']),
} satisfies Record<DirectEvent['type'], ValidateFunction>;

/** Reads a sale, but for its `type`. */
export function readSale(value: unknown): Reading<SaleBody> {
  return read(validSale, value);
}

/** Reads a refund, but for its `type`. */
export function readRefund(value: unknown): Reading<RefundBody> {
  return read(validRefund, value);
}

/** Reads an event of events.yaml; whether its data fits is known where the settings are. */
export function readEvent(value: unknown): Reading<EventBody> {
  return read(validEvent, value);
}

/** Reads a bounce or a complaint. */
export function readMailEvent(value: unknown): Reading<MailEventBody> {
  return read(validMailEvent, value);
}

/** Reads an event that a sale system signals to a run: the envelope first, for its type says what the data must be. */
export function readDirectEvent(value: unknown): Reading<DirectEvent> {
  const envelope = read(validEnvelope, value);
  if ('problems' in envelope) return envelope;
  const { type, data } = envelope.message;
  const reading = read(validData[type], data);
  if ('message' in reading) return envelope;
  return {
    problems: reading.problems.map(({ pointer, detail }) => ({ pointer: `/data${pointer}`, detail })),
  };
}

/** All problems in one sentence each, for people. */
export function problemsInWords(problems: readonly MessageProblem[], whole: string): string {
  return `${problems.map(({ pointer, detail }) => `${pointer || whole} ${detail}`).join('. ')}.`;
}

function read<T>(validate: ValidateFunction<T>, value: unknown): Reading<T> {
  return validate(value) ? { message: value } : { problems: problemsOf(validate.errors ?? []) };
}

/** One problem per place: what the schema's description wants there says more than each keyword that failed. */
function problemsOf(errors: readonly ErrorObject[]): MessageProblem[] {
  const byPointer = new Map<string, MessageProblem>();
  for (const error of errors) {
    const problem = problemOf(error);
    if (!byPointer.has(problem.pointer)) byPointer.set(problem.pointer, problem);
  }
  return [...byPointer.values()];
}

function problemOf(error: ErrorObject): MessageProblem {
  const params = error.params as Record<string, string>;
  const schema = error.parentSchema as { description?: string; properties?: Record<string, object> };
  if (error.keyword === 'required') return at(error, params['missingProperty'], 'is missing');
  if (error.keyword === 'additionalProperties') {
    const known = Object.keys(schema.properties ?? {}).join(', ');
    return at(error, params['additionalProperty'], `is not a key that is known here; the keys are ${known}`);
  }
  return { pointer: error.instancePath, detail: `must be ${schema.description ?? error.message}` };
}

/** The pointer to a key of the object that the error is about (RFC 6901 §3 escapes). */
function at(error: ErrorObject, key = '', detail: string): MessageProblem {
  return {
    pointer: `${error.instancePath}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    detail,
  };
}
