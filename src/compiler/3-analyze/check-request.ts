import { diagnostic } from '../../diagnostics/catalog.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import type { Webhook } from '../../language/map.generated.ts';
import { checkTemplateValue } from './check-template-value.ts';
import type { Known } from './known.ts';
import type { MapContext } from './map-context.ts';

/** Checks the request of a webhook: its expressions, and that no secret is written in the file. */
export function checkRequest(webhook: Webhook, context: MapContext, known: readonly Known[]): void {
  const { doc, report } = context;
  checkTemplateValue(context, webhook, 'url', known);
  for (const [name, value] of Object.entries(webhook.headers ?? {})) {
    checkTemplateValue(context, webhook.headers ?? {}, name, known);
    if (!SECRET_HEADER.test(name) || value.includes('${secret.')) continue;
    const where = `the header \`${name}\``;
    report(
      diagnostic(
        'MW350',
        { where, reference: `\${secret.${secretName(name)}}` },
        valuePlace(doc.file, webhook.headers ?? {}, name),
      ),
    );
  }
  if (webhook.body !== undefined) checkTemplateValue(context, webhook, 'body', known);
  if (SECRET_IN_URL.test(webhook.url))
    report(
      diagnostic(
        'MW350',
        { where: 'the address', reference: '${secret.HOOK_TOKEN}' },
        valuePlace(doc.file, webhook, 'url'),
      ),
    );
}

const SECRET_HEADER =
  /^(authorization|proxy-authorization|cookie)$|(api|access|auth|secret|private)[-_]?(key|token)|token$|secret|password/i;
/** A password before the host, or a key in the query, that is no reference to a secret. */
const SECRET_IN_URL =
  /^[a-z]+:\/\/[^/?#]*:(?!\$\{secret\.)[^/?#@]+@|[?&](?:api_?key|access_?token|token|key|secret|password|sig(?:nature)?)=(?!\$\{secret\.)[^&#]/i;

function secretName(header: string): string {
  return header.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}
