import packageJson from '../../../package.json' with { type: 'json' };
import { publishedSchemas, type Schema } from '../../messages/schemas.ts';
import { outgoingSchemas } from '../../webhooks/out/schemas.ts';
import { EVENT_EXAMPLES, MAIL_EVENT_EXAMPLES, SALES_EXAMPLES, UNREAD } from './hook-examples.ts';
import { requestBody, responses, type Examples } from './operation.ts';

const SIGNED = {
  type: 'apiKey',
  in: 'header',
  name: 'webhook-signature',
  description:
    'Standard Webhooks 1.0: `v1,` and the base64 HMAC-SHA256 of "id.timestamp.body" with MAPWRIGHT_WEBHOOK_SECRET. The body goes out byte for byte as it was signed; several signatures are separated by spaces.',
};

const HEADERS = [
  {
    name: 'webhook-id',
    in: 'header',
    required: true,
    description: 'Names the message; the same for each attempt.',
    schema: { type: 'string', minLength: 1 },
  },
  {
    name: 'webhook-timestamp',
    in: 'header',
    required: true,
    description: 'When it was signed, in whole seconds since 1970 (UTC); at most 5 minutes ago.',
    schema: { type: 'string', pattern: String.raw`^\d{1,11}$` },
  },
  {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'The same key with the same body is given the same answer again, for a day; refusals, too. Without it a fact counts once by its id all the same, and is answered with 200 when it comes again.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    example: '8e03978e-40d5-43dd-bc93-6894a57f9324',
  },
];

const RECORDED: Schema = {
  type: 'object',
  properties: {
    status: { type: 'string', enum: ['recorded', 'duplicate'] },
    id: { type: 'string', description: 'the id of the body' },
  },
  required: ['status', 'id'],
  additionalProperties: false,
};

/** RFC 9457, with the places in the body that it is about. */
const PROBLEM: Schema = {
  type: 'object',
  description: 'A refusal (RFC 9457)',
  properties: {
    type: { type: 'string', format: 'uri', description: 'what kind it is; its last part is stable' },
    status: { type: 'integer' },
    title: { type: 'string' },
    detail: { type: 'string', description: 'what happened this time, and how to mend it' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          pointer: { type: 'string', description: 'a JSON pointer into the body (RFC 6901)' },
          detail: { type: 'string' },
        },
        required: ['pointer', 'detail'],
        additionalProperties: false,
      },
    },
  },
  required: ['type', 'status', 'title', 'detail'],
  additionalProperties: false,
};

function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** The schema that validates, without what only a file of its own needs. */
function component(name: string): Schema {
  const { $schema: _draft, $id: _id, ...schema } = publishedSchemas()[name] ?? {};
  return schema;
}

function hook(operationId: string, summary: string, body: Schema, examples: Examples): object {
  return {
    post: {
      operationId,
      summary,
      tags: ['webhooks in'],
      security: [{ standardWebhooks: [] }],
      parameters: HEADERS,
      requestBody: requestBody(body, examples),
      responses: responses(ref('Recorded'), examples, UNREAD),
    },
  };
}

/** What other systems are told, as they have to take it. */
function told([type, schema]: [string, Schema]): [string, object] {
  const responses = {
    '2XX': { description: 'Taken. Anything else is sent again, later and later, for about a day.' },
    410: { description: 'The endpoint wants nothing more.' },
  };
  const post = {
    operationId: type,
    summary: schema['description'],
    tags: ['webhooks out'],
    security: [{ standardWebhooks: [] }],
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses,
  };
  return [type, { post }];
}

function ask(operationId: string, summary: string, answers: Record<number, [string, object]>): object {
  const entries = Object.entries(answers).map(([status, [description, example]]) => [
    status,
    { description, content: { 'application/json': { schema: { type: 'object' }, example } } },
  ]);
  return {
    get: { operationId, summary, tags: ['operations'], responses: Object.fromEntries(entries) as object },
  };
}

/** The doors for machines as OpenAPI 3.1 describes them, made of the schemas that validate and of examples that are tested. */
export function openApiDocument(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mapwright gateway',
      version: packageJson.version,
      description:
        'What other systems tell Mapwright. Every refusal is application/problem+json (RFC 9457). A fact counts once by its id, so that it can be sent again at any time.',
      license: { name: packageJson.license, identifier: packageJson.license },
    },
    servers: [{ url: '/', description: 'MAPWRIGHT_PUBLIC_URL' }],
    paths: {
      '/hooks/sales': hook(
        'recordSale',
        'Records a sale or a refund',
        {
          oneOf: [ref('Sale'), ref('Refund')],
          discriminator: {
            propertyName: 'type',
            mapping: { 'sale.recorded': ref('Sale')['$ref'], 'sale.refunded': ref('Refund')['$ref'] },
          },
        },
        SALES_EXAMPLES,
      ),
      '/hooks/events': hook(
        'recordEvent',
        'Records an event of events.yaml',
        ref('PartnerEvent'),
        EVENT_EXAMPLES,
      ),
      '/hooks/mail-events': hook(
        'recordMailEvent',
        'Records a bounce or a complaint about a mail',
        ref('MailEvent'),
        MAIL_EVENT_EXAMPLES,
      ),
      '/health': ask('health', 'Whether the process answers', {
        200: ['It does.', { status: 'up' }],
      }),
      '/ready': ask('ready', 'Whether everything answers that the process needs', {
        200: ['It does.', { status: 'ready', detail: { temporal: 'connected' } }],
        503: [
          'Something does not.',
          { status: 'not ready', detail: { temporal: 'the server does not answer' } },
        ],
      }),
      '/openapi.json': ask('openapi', 'This document', { 200: ['OpenAPI 3.1.', { openapi: '3.1.0' }] }),
    },
    webhooks: Object.fromEntries(Object.entries(outgoingSchemas()).map(told)),
    components: {
      securitySchemes: { standardWebhooks: SIGNED },
      schemas: {
        Sale: component('sale-webhook'),
        Refund: component('refund-webhook'),
        PartnerEvent: component('event-webhook'),
        MailEvent: component('mail-event-webhook'),
        Recorded: RECORDED,
        Problem: PROBLEM,
      },
    },
  };
}
