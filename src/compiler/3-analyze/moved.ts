import type { Moved } from '../../program/program.ts';

/** What a `moved` line means, or why it means nothing. */
export function movedOf({ from, to }: { from: string; to: string }): Moved | { problem: string } {
  const [what, name] = partsOf(from);
  const [target, newName] = partsOf(to);
  if (what === 'step') {
    if (target === 'step' && to !== 'forgotten') return { what, from, to };
    return { problem: `a step becomes a step, \`exit\` or \`next\`, not \`${to}\`` };
  }
  if (to === 'forgotten') return { what, from: name, to: null };
  if (target === what) return { what, from: name, to: newName };
  return { problem: `a ${what} becomes \`${what}/NAME\` or \`forgotten\`, not \`${to}\`` };
}

function partsOf(text: string): ['step' | 'trigger' | 'milestone', string] {
  const [, what, name = ''] = /^(trigger|milestone)\/(.*)$/.exec(text) ?? [];
  return what === 'trigger' || what === 'milestone' ? [what, name] : ['step', text];
}
