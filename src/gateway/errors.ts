import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem, PROBLEM_TYPES, type ProblemDetails } from './problem.ts';
import { sendPage } from './send-page.ts';
import { messagePage } from './views/message.ts';

const BUG: ProblemDetails = {
  status: 500,
  code: 'bug',
  title: 'Something went wrong on our side',
  detail: 'Nothing that you sent is at fault. It has been noted; please try again later.',
};

const NOT_FOUND: ProblemDetails = {
  status: 404,
  code: 'not-found',
  title: 'There is nothing at this address',
  detail: 'Please check the address: a part of it may be missing.',
};

/** Fastify's and its plugins' own refusals, by their code. */
const KNOWN: Record<string, (request: FastifyRequest) => ProblemDetails> = {
  FST_ERR_CTP_BODY_TOO_LARGE: (request) => ({
    status: 413,
    code: 'too-large',
    title: 'The body is too large',
    detail: `This address takes at most ${request.routeOptions.bodyLimit / 1024} KiB.`,
  }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => ({
    status: 415,
    code: 'unsupported-media-type',
    title: 'This address does not take a body of that type',
    detail: 'Webhooks are sent as application/json, forms as application/x-www-form-urlencoded.',
  }),
  FST_ERR_BAD_URL: () => ({
    ...NOT_FOUND,
    status: 400,
    code: 'bad-url',
    title: 'This address cannot be read',
  }),
  FST_CSRF_MISSING_SECRET: formWasOld,
  FST_CSRF_INVALID_TOKEN: formWasOld,
};

function formWasOld(): ProblemDetails {
  return {
    status: 403,
    code: 'form-expired',
    title: 'This form could not be sent',
    detail:
      'The form was open for too long, or your browser keeps no cookies. Please go back, load the page again and send it once more; nothing has been saved.',
  };
}

/** What the client is told about `error`; anything unforeseen is a bug of ours. */
function detailsOf(error: FastifyError, request: FastifyRequest): ProblemDetails {
  if (error instanceof Problem) return error.details;
  const known = KNOWN[error.code];
  if (known) return known(request);
  if (error.statusCode === 429)
    return {
      status: 429,
      code: 'too-many-requests',
      title: 'Too many attempts',
      detail: 'Please wait a minute and try again.',
    };
  if (error.statusCode === 400)
    return {
      status: 400,
      code: 'bad-request',
      title: 'The request could not be read',
      detail: error.message,
    };
  return BUG;
}

const MACHINE_DOORS = ['/health', '/ready', '/openapi.json'];

/** Machines are known by the door, or by asking for JSON and not for a page. */
function isForMachines({ url, headers: { accept = '' } }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? '';
  return (
    path.startsWith('/hooks/') ||
    path.startsWith('/mail-events/') ||
    MACHINE_DOORS.includes(path) ||
    (/\bapplication\/(.+\+)?json\b/.test(accept) && !accept.includes('text/html'))
  );
}

function refuse(request: FastifyRequest, reply: FastifyReply, details: ProblemDetails): FastifyReply {
  const { code, next, ...rest } = details;
  if (!isForMachines(request)) {
    const page = messagePage({ title: details.title, paragraphs: [details.detail], next });
    return sendPage(reply, page, details.status);
  }
  return reply
    .code(details.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ type: PROBLEM_TYPES + code, ...rest }));
}

/** Refuses what never reached a route, such as an address that cannot be decoded. */
export function refuseUnrouted(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void refuse(request, reply, detailsOf(error, request));
}

/** The one place where a refusal or a bug becomes an answer. A bug's stack goes to the log and nowhere else. */
export function registerErrorRenderer(gateway: FastifyInstance): void {
  gateway.setErrorHandler<FastifyError>((error, request, reply) => {
    const details = detailsOf(error, request);
    if (details === BUG) request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
    return refuse(request, reply, details);
  });
  gateway.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const methods = (['GET', 'POST'] as const).filter((method) => gateway.hasRoute({ url: path, method }));
    if (methods.length === 0) return refuse(request, reply, NOT_FOUND);
    const allowed = methods.join(', ');
    return refuse(request, reply.header('allow', allowed), {
      status: 405,
      code: 'method-not-allowed',
      title: 'This address is not asked in that way',
      detail: `It answers ${allowed}, and not ${request.method}.`,
    });
  });
}
