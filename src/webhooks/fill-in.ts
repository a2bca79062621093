import type { WebhookRequest } from '../program/commands.ts';
import type { Template } from '../program/step-types.ts';
import { WebhookRefused, type WebhookSettings } from './settings.ts';

/** A request as it goes out. Names of headers are in lower case. */
export interface OutgoingRequest {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body?: string;
}

/**
 * Fills in secrets and what the body's expressions came to. Only texts of the map name secrets: a contact called
 * `${secret.KEY}` stays what they are. @throws WebhookRefused.
 */
export function fillIn(
  { url, method, headers, body, values = {} }: WebhookRequest,
  { secrets }: Pick<WebhookSettings, 'secrets'>,
): OutgoingRequest {
  const text = (written: string) => withSecrets(written, secrets);
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
    body: isText ? text(body) : JSON.stringify(filled(body)),
  };

  function filled(template: Template): unknown {
    if (typeof template === 'string') return text(template);
    if (typeof template !== 'object' || template === null) return template;
    if (Array.isArray(template)) return template.map(filled);
    const { cel, ...others } = template;
    if (typeof cel === 'string' && Object.keys(others).length === 0) return values[cel] ?? null;
    return Object.fromEntries(Object.entries(template).map(([key, inner]) => [key, filled(inner)]));
  }
}

function withSecrets(written: string, secrets: WebhookSettings['secrets']): string {
  return written.replaceAll(/\$\{secret\.([A-Z][A-Z0-9_]*)\}/g, (_whole, name: string) => {
    const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
    if (secret !== undefined) return secret;
    throw new WebhookRefused(
      `The webhook needs the secret ${name}, which is not known here. Set MAPWRIGHT_SECRET_${name} where the workers run.`,
    );
  });
}

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new WebhookRefused('With its secrets filled in, the address of the webhook is not a web address.');
}
