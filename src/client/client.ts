import { Webhook } from 'standardwebhooks';
import { PATHS, type Bodies, type Problem, type Recorded } from './operations.generated.ts';

/** Where a gateway is, and with what its messages are signed. */
export interface ClientOptions {
  /** Where people reach the pages, such as `https://partners.example.com`. */
  url: string;
  /** The gateway's MAPWRIGHT_WEBHOOK_SECRET: `whsec_` and base64. */
  secret: string;
  /** Sends the requests; default: the platform's own. */
  fetch?: typeof fetch;
}

/** What a single request may be told. */
export interface RequestOptions {
  /** Ends the request early. */
  signal?: AbortSignal;
}

/** A method for each signed door of `docs/openapi.json`. */
export type MapwrightClient = {
  [Operation in keyof Bodies]: (body: Bodies[Operation], options?: RequestOptions) => Promise<Recorded>;
};

/** The gateway refused a message; `problem` is its answer (RFC 9457). A status of 500 or more may be tried again. */
export class MapwrightRefused extends Error {
  override readonly name = 'MapwrightRefused';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.title}: ${problem.detail}`);
    this.problem = problem;
  }
}

/**
 * A client of the gateway's signed doors (Standard Webhooks 1.0). A promise that resolves means that the fact is
 * committed; after a lost connection the same call may be made again, for a fact counts once by its id.
 * @throws when the secret is not base64. Calls reject with MapwrightRefused, and with what `fetch` throws.
 */
export function mapwrightClient({ url, secret, ...options }: ClientOptions): MapwrightClient {
  const webhook = new Webhook(secret);
  const send = options.fetch ?? fetch;
  const operations = Object.entries(PATHS).map(([operation, path]) => [
    operation,
    async (body: Bodies[keyof Bodies], { signal }: RequestOptions = {}): Promise<Recorded> => {
      const text = JSON.stringify(body);
      const headers = signed(webhook, body.id, text);
      const answer = await send(url.replace(/\/$/, '') + path, {
        method: 'POST',
        headers,
        body: text,
        ...(signal ? { signal } : {}),
      });
      if (!answer.ok) throw new MapwrightRefused(await problemOf(answer));
      return (await answer.json()) as Recorded;
    },
  ]);
  return Object.fromEntries(operations) as MapwrightClient;
}

/** The message bears the fact's id: the same for each attempt. */
function signed(webhook: Webhook, id: string, body: string): Record<string, string> {
  const at = new Date();
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': webhook.sign(id, at, body),
  };
}

/** What stands between us and the gateway, such as a proxy, may answer in words of its own. */
async function problemOf(answer: Response): Promise<Problem> {
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json');
  if (isProblem) return (await answer.json()) as Problem;
  const { status } = answer;
  const detail = `The answer has the status ${status}, and is not one of the gateway's.`;
  return { type: 'about:blank', status, title: answer.statusText || 'No answer of the gateway', detail };
}
