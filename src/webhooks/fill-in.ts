import type { WebhookRequest } from '../program/commands.ts';
import { fillTemplate, withSecrets } from './fill-template.ts';
import { WebhookRefused, type WebhookSettings } from './settings.ts';

/** A request as it goes out. Names of headers are in lower case. */
export interface OutgoingRequest {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body?: string;
}

/** Fills in secrets and what the body's expressions came to. @throws WebhookRefused. */
export function fillIn(
  { url, method, headers, body, values = {} }: WebhookRequest,
  { secrets }: Pick<WebhookSettings, 'secrets'>,
): OutgoingRequest {
  const filling = { secrets, values, who: 'The webhook' };
  const text = (written: string) => withSecrets(written, filling);
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), text(value)] as const);
  const request = { url: addressOf(text(url)), method, headers: Object.fromEntries(own) };
  if (body === undefined) return request;
  const isText = typeof body === 'string';
  return {
    ...request,
    headers: {
      'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json',
      ...request.headers,
    },
    body: isText ? text(body) : JSON.stringify(fillTemplate(body, filling)),
  };
}

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new WebhookRefused('With its secrets filled in, the address of the webhook is not a web address.');
}
