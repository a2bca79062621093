import type { FastifyRequest } from 'fastify';
import { claimKey, freeKey, keepAnswer } from '../storage/idempotency-keys.ts';
import type { GatewayContext } from './context.ts';
import { Problem, type ProblemDetails } from './problem.ts';

/** What a signed door answers: a fact that is recorded. */
export interface Recorded {
  status: 'recorded' | 'duplicate';
  id: string;
}

/** An answer as it is remembered: refusals, too, are given once more as they were. */
type Answered = { recorded: Recorded } | { problem: ProblemDetails };

/**
 * Answers a request with an `Idempotency-Key` once (draft-ietf-httpapi-idempotency-key-header-07): the same key with the
 * same body gets the same answer again, with another body 422, and 409 while the first is being answered. Without a key
 * nothing is kept: a fact counts once by its id in any case.
 */
export async function onceByKey(
  { partners: { db }, now }: GatewayContext,
  request: FastifyRequest,
  body: string,
  answer: () => Promise<Recorded>,
): Promise<Recorded> {
  const key = keyOf(request.headers['idempotency-key']);
  if (key === undefined) return answer();
  const keyed = { door: request.routeOptions.url ?? '', key, body };
  const claim = await claimKey(db, keyed, now());
  if (claim === 'in-flight') throw stillAnswered();
  if (claim === 'other-body') throw usedWithAnotherBody();
  if (claim !== 'claimed') return given(JSON.parse(claim.answer) as Answered);
  const answered = await outcomeOf(answer).catch(async (error: unknown) => {
    await freeKey(db, keyed);
    throw error;
  });
  await keepAnswer(db, keyed, JSON.stringify(answered));
  return given(answered);
}

/** A mistake of ours is thrown on: nothing was decided, and the key may be tried again. */
async function outcomeOf(answer: () => Promise<Recorded>): Promise<Answered> {
  try {
    return { recorded: await answer() };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.details };
    throw error;
  }
}

function given(answered: Answered): Recorded {
  if ('problem' in answered) throw new Problem(answered.problem);
  return answered.recorded;
}

/** The header's value: a string of RFC 9651 §3.3.3, or the same without its quotes, as many send it. */
function keyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const [, key] =
    typeof header === 'string' ? (/^"?([\x21\x23-\x5b\x5d-\x7e]{1,255})"?$/.exec(header) ?? []) : [];
  if (key !== undefined) return key;
  throw new Problem({
    status: 400,
    code: 'bad-idempotency-key',
    title: 'The Idempotency-Key cannot be used',
    detail:
      'Send one key of 1 to 255 visible ASCII characters, such as "8e03978e-40d5-43dd-bc93-6894a57f9324".',
  });
}

function stillAnswered(): Problem {
  return new Problem({
    status: 409,
    code: 'request-in-flight',
    title: 'This request is still being answered',
    detail:
      'Another request with this Idempotency-Key came before. Send it again in a moment to get its answer.',
  });
}

function usedWithAnotherBody(): Problem {
  return new Problem({
    status: 422,
    code: 'idempotency-key-reused',
    title: 'This Idempotency-Key was used with another body',
    detail: 'Send a new key with a new body, and a key again only with the body that it first came with.',
  });
}
