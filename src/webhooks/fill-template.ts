import type { Template } from '../program/step-types.ts';
import { WebhookRefused, type WebhookSettings } from './settings.ts';

/** What stands in for the references of a template. */
export interface Filling {
  secrets: WebhookSettings['secrets'];
  /** What expressions came to, by their text. */
  values: Readonly<Record<string, Template>>;
  /** Who needs the secrets: `The webhook`. */
  who: string;
}

/**
 * Fills in secrets and what expressions came to. Only texts of the map name secrets: a contact called `${secret.KEY}`
 * stays what they are. @throws WebhookRefused.
 */
export function fillTemplate(template: Template, filling: Filling): Template {
  const { values } = filling;
  if (typeof template === 'string') return withSecrets(template, filling);
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) return template.map((item) => fillTemplate(item, filling));
  const { cel, ...others } = template;
  if (typeof cel === 'string' && Object.keys(others).length === 0) return values[cel] ?? null;
  const entries = Object.entries(template).map(([key, inner]) => [key, fillTemplate(inner, filling)]);
  return Object.fromEntries(entries) as Template;
}

/** A text with its secrets filled in. @throws WebhookRefused for one that is not known. */
export function withSecrets(written: string, { secrets, who }: Pick<Filling, 'secrets' | 'who'>): string {
  return written.replaceAll(/\$\{secret\.([A-Z][A-Z0-9_]*)\}/g, (_whole, name: string) => {
    const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
    if (secret !== undefined) return secret;
    throw new WebhookRefused(
      `${who} needs the secret ${name}, which is not known here. Set MAPWRIGHT_SECRET_${name} where the workers run.`,
    );
  });
}
