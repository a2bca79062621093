import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GatewayContext } from './context.ts';
import { onceByKey, type Recorded } from './idempotency.ts';
import { jsonErrorPosition } from './json-error-position.ts';
import { Problem, type BodyError } from './problem.ts';
import { problemsInWords } from '../messages/read-message.ts';
import { signatureCheck, type WebhookHeaders } from './webhook-signature.ts';

/** Largest body, in bytes: 256 KiB. */
const BODY_LIMIT = 256 * 1024;

/** What each outcome is answered with. */
export const HOOK_STATUS = { recorded: 202, duplicate: 200, conflict: 409, refused: 422 } as const;

/**
 * A door for other systems, signed by Standard Webhooks: `answer` gets the body as text, and only when it is genuine.
 */
export function signedHook(
  hooks: FastifyInstance,
  path: string,
  context: GatewayContext,
  answer: (text: string) => Promise<Recorded>,
): void {
  const whyNotGenuine = signatureCheck(context.webhookSecret);
  // The signature is over the bytes as sent, so the body stays text until it has been checked.
  hooks.removeAllContentTypeParsers();
  hooks.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  const onRequest = async (request: FastifyRequest) => refuseEncoded(request.headers['content-encoding']);
  hooks.post(path, { bodyLimit: BODY_LIMIT, onRequest }, async (request, reply) => {
    const text = typeof request.body === 'string' ? request.body : '';
    const doubt = whyNotGenuine(headersOf(request), text, context.now());
    if (doubt)
      throw new Problem({
        status: 401,
        code: 'bad-signature',
        title: 'The message is not signed as agreed',
        detail: doubt,
      });
    const { status, id } = await onceByKey(context, request, text, () => answer(text));
    if (status === 'recorded') context.onCommitted();
    return reply.code(HOOK_STATUS[status]).send({ status, id });
  });
}

/** The signature of a compressed body would be said to be wrong, and nobody would find out why. */
function refuseEncoded(encoding: string | undefined): void {
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
  throw new Problem({
    status: 415,
    code: 'encoded-body',
    title: 'The body is compressed',
    detail: 'Send it as it is, without “Content-Encoding”: the signature is over the bytes of the JSON text.',
  });
}

function headersOf(request: FastifyRequest): WebhookHeaders {
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    id: header('webhook-id'),
    timestamp: header('webhook-timestamp'),
    signature: header('webhook-signature'),
  };
}

/** A body as an object. Throws a Problem: 400 where it is not JSON, 422 (`title`) where it is no object. */
export function parseBody(text: string, title: string): object {
  const body = parseJson(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalidBody(title, [{ pointer: '', detail: 'must be a JSON object' }]);
  return body;
}

/** A body as JSON. Throws a Problem (400) that says where it stops being JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem({
      status: 400,
      code: 'malformed-json',
      title: 'The body is not JSON',
      detail: `It stops being JSON ${placeOf(text)}.`,
    });
  }
}

function placeOf(text: string): string {
  const position = jsonErrorPosition(text) ?? text.length;
  const lines = text.slice(0, position).split('\n');
  const where = `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1} (character ${position + 1})`;
  return position >= text.length ? `at its end, ${where}: something is missing there` : `at ${where}`;
}

/** A body that is JSON but not what the address takes; every problem at once. */
export function invalidBody(title: string, errors: readonly BodyError[]): Problem {
  return new Problem({
    status: 422,
    code: 'invalid-body',
    title,
    detail: problemsInWords(errors, 'The body'),
    errors,
  });
}

/** When it happened. The schema has checked the form; Date still refuses what no calendar has, such as a leap second. */
export function instantOf(at: string | undefined, title: string): { at?: number } {
  if (at === undefined) return {};
  const instant = Date.parse(at);
  if (Number.isNaN(instant))
    throw invalidBody(title, [{ pointer: '/at', detail: 'is a time that does not exist' }]);
  return { at: instant };
}

/** Why something was not recorded, as the domain says it; `pointer` is the part of the body that it is about. */
export function notRecorded(
  result: { status: 'refused'; code: string; message: string } | { status: 'conflict'; message: string },
  pointer = '',
): Problem {
  if (result.status === 'conflict')
    return new Problem({
      status: HOOK_STATUS.conflict,
      code: 'conflict',
      title: 'This id was used for something else',
      detail: result.message,
    });
  return new Problem({
    status: HOOK_STATUS.refused,
    code: result.code,
    title: 'The body cannot be recorded as it is',
    detail: result.message,
    errors: [{ pointer, detail: result.message }],
  });
}
