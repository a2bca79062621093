import type { Program } from '../program/program.ts';
import type { Step } from '../program/step-types.ts';

/** The NAMEs of `${secret.NAME}` in some maps, each once, in order. */
export function secretsNamed(programs: readonly Program[]): string[] {
  const texts = programs.flatMap(({ steps }) => Object.values(steps)).map(textsOf);
  const found = JSON.stringify(texts).matchAll(/\$\{secret\.([A-Z][A-Z0-9_]*)\}/g);
  return [...new Set([...found].map(([, name = '']) => name))].sort();
}

function textsOf(step: Step): unknown {
  if (step.kind === 'webhook') return [step.url, step.headers, step.body];
  return step.kind === 'call' ? step.input : [];
}
