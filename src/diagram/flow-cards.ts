import type { BranchStep, ForkStep, GoalStep } from '../program/step-types.ts';
import { conditionWords } from './condition-words.ts';
import { durationWords } from './duration-words.ts';
import { eventWords } from './event-words.ts';
import type { Card, Cards } from './card.ts';
import { waitCard } from './wait-card.ts';

/** The steps that wait, choose a way, or end one. */
export const flowCards: Cards<
  'wait' | 'waitFor' | 'branch' | 'split' | 'fork' | 'goal' | 'goTo' | 'end' | 'exit'
> = {
  wait: waitCard,
  waitFor: ({ on, atMost, since }, program) => {
    const { sentence, lines } = eventWords(on, program);
    return {
      word: 'Wait for',
      title: sentence,
      lines: [
        ...lines,
        ...(since === undefined ? [] : [`counted from ${since} on`]),
        ...(atMost ? [`at most ${durationWords(atMost)}`] : []),
      ],
    };
  },
  branch: branchCard,
  split: () => ({ word: 'Split', title: 'By chance', lines: ['always the same way for the same contact'] }),
  fork: ({ join }) => ({ word: 'Fork', title: 'Side by side', lines: [JOINS[join]] }),
  goal: ({ on, scope, wait }, program) => {
    const { sentence, lines } = eventWords(on, program);
    return {
      word: 'Goal',
      title: sentence,
      lines: [...lines, SCOPES[scope], ...(wait ? ['who arrives first waits for it'] : [])],
    };
  },
  goTo: ({ next }, { steps }) => ({
    word: 'Go to',
    title: `Go to ${(next === null ? undefined : steps[next]?.title) ?? next ?? 'the end'}`,
  }),
  end: () => ({ word: 'End', title: 'Stays on the map' }),
  exit: () => ({ word: 'Exit', title: 'Leaves the map' }),
};

const SCOPES: Record<GoalStep['scope'], string> = {
  above: 'whoever is above jumps here',
  'on-map': 'whoever is on the map jumps here',
  anyone: 'anyone jumps here, also from outside the map',
};

const JOINS: Record<ForkStep['join'], string> = {
  all: 'goes on when every path is done',
  any: 'goes on when the first path is done, the others stop',
  none: 'each path goes its own way',
};

/** With one question the card asks it and the arrows say yes or no; with several each arrow has its own. */
function branchCard({ cases }: BranchStep): Card {
  const [only, ...others] = cases.flatMap(({ when }) => (when === undefined ? [] : [when]));
  if (only === undefined || others.length > 0) return { word: 'Branch', title: 'The first that holds' };
  return { word: 'Branch', title: `${conditionWords(only)}?` };
}
