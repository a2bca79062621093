import { diagnostic, type Place } from '../../diagnostics/catalog.ts';
import type { Webhook } from '../../language/map.generated.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import { checkTemplateValue } from './check-template-value.ts';
import type { Known } from './known.ts';
import type { MapContext } from './map-context.ts';
import { textPlace } from './text-place.ts';

/** Checks the request of a webhook: its expressions, and that no secret is written in the file. */
export function checkRequest(webhook: Webhook, context: MapContext, known: readonly Known[]): void {
  const { headers = {}, body } = webhook;
  checkAddress(webhook, context);
  for (const name of Object.keys(headers)) {
    if (SECRET_HEADER.test(name)) checkSecret(headers, name, `the header \`${name}\``, context);
  }
  if (body === undefined) return;
  checkTemplateValue(context, webhook, 'body', known);
  checkBody(body, context);
}

const SECRET_HEADER =
  /^(authorization|proxy-authorization|cookie)$|(api|access|auth|secret|private)[-_]?(key|token)|token$|secret|password/i;
/** Narrower than for headers: a body may have a field that happens to be called so. */
const SECRET_KEY =
  /^(api|access|auth|secret|private|client)[-_]?(key|token|secret)$|^(secret|password|passwd)$/i;

/** `${` is there when it refers to a secret, or has been reported. */
function isReference(text: string): boolean {
  return text.includes('${');
}

function checkSecret(container: object, key: string, where: string, context: MapContext): void {
  const value = (container as Record<string, unknown>)[key];
  if (typeof value !== 'string' || value === '' || isReference(value)) return;
  tell(key, where, valuePlace(context.doc.file, container, key), context);
}

/** Values that are computed, `{ cel: … }`, are none that stand in the file. */
function checkBody(body: object, context: MapContext): void {
  for (const [key, value] of Object.entries(body) as [string, unknown][]) {
    if (SECRET_KEY.test(key)) checkSecret(body, key, `\`${key}\` of the body`, context);
    if (typeof value === 'object' && value !== null) checkBody(value, context);
  }
}

/** A password before the host, and a key in the query. */
const IN_ADDRESS = [
  /^[a-z]+:\/\/[^/?#:@]*:(?<secret>[^/?#@]+)@/i,
  /[?&](?<name>api_?key|access_?token|token|key|secret|password|sig(?:nature)?)=(?<secret>[^&#]+)/i,
];

function checkAddress(webhook: Webhook, context: MapContext): void {
  for (const pattern of IN_ADDRESS) {
    const found = pattern.exec(webhook.url);
    const { secret = '', name = 'password' } = found?.groups ?? {};
    if (!found || isReference(secret)) continue;
    const start = found.index + found[0].lastIndexOf(secret);
    const place = textPlace(context.doc.file, webhook, 'url', { start, end: start + secret.length });
    return tell(`hook_${name}`, 'the address', place, context);
  }
}

function tell(name: string, where: string, place: Place, { report }: MapContext): void {
  const reference = `\${secret.${name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')}}`;
  report(diagnostic('MW350', { where, reference }, place));
}
