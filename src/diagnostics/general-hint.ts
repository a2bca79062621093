import type { CatalogEntry } from './catalog/entry.ts';

/** How a problem is fixed, for the reference: the hint, where it says something without what is filled in. */
export function generalHint({ hint }: CatalogEntry): string | undefined {
  const general = hint.replace('{suggestion}', '');
  return /(?<!\{)\{\w+\}(?!\})/.test(general) ? undefined : general;
}
