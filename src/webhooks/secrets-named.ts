import type { Program } from '../program/program.ts';

/** The NAMEs of `${secret.NAME}` in some maps, each once, in order. */
export function secretsNamed(programs: readonly Program[]): string[] {
  const webhooks = programs
    .flatMap(({ steps }) => Object.values(steps))
    .flatMap((step) => (step.kind === 'webhook' ? [[step.url, step.headers, step.body]] : []));
  const found = JSON.stringify(webhooks).matchAll(/\$\{secret\.([A-Z][A-Z0-9_]*)\}/g);
  return [...new Set([...found].map(([, name = '']) => name))].sort();
}
