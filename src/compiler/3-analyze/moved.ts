import type { Moved } from '../../program/program.ts';

/** What a `moved` line means, or why it means nothing, and what would. */
export function movedOf({
  from,
  to,
}: {
  from: string;
  to: string;
}): Moved | { problem: string; fix: string } {
  if (from === to) return { problem: `\`${from}\` is the old name and the new one`, fix: 'Remove the line.' };
  const [what, name] = partsOf(from);
  const [target, newName] = partsOf(to);
  if (what === 'step') {
    if (target === 'step' && to !== 'forgotten') return { what, from, to };
    return { problem: `a step becomes a step, \`exit\` or \`next\`, not \`${to}\``, fix: KINDS };
  }
  if (to === 'forgotten') return { what, from: name, to: null };
  if (target === what) return { what, from: name, to: newName };
  return { problem: `a ${what} becomes \`${what}/NAME\` or \`forgotten\`, not \`${to}\``, fix: KINDS };
}

const KINDS = 'Move steps to steps, triggers to triggers and milestones to milestones.';

function partsOf(text: string): ['step' | 'trigger' | 'milestone', string] {
  const [, what, name = ''] = /^(trigger|milestone)\/(.*)$/.exec(text) ?? [];
  return what === 'trigger' || what === 'milestone' ? [what, name] : ['step', text];
}
