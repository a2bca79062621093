import type { EmailRef, Program } from '../program/program.ts';
import type { Step } from '../program/step-types.ts';
import { conditionWords } from './condition-words.ts';
import type { DiagramNode } from './diagram.ts';
import { durationWords, everyWords } from './duration-words.ts';
import { dataCards } from './data-cards.ts';
import { flowCards } from './flow-cards.ts';
import type { Card, Cards } from './card.ts';

/** What a step's card says. */
export function stepCard(
  step: Step,
  program: Program,
): Pick<DiagramNode, 'word' | 'name' | 'title' | 'lines'> {
  const { word, title, lines = [] } = cardOf(step, program);
  const own = step.title ?? title;
  return {
    word,
    ...(step.id === own || step.id === title || isDerived(step) ? {} : { name: step.id }),
    title: own,
    lines: [
      ...(step.title === undefined || step.title === title ? [] : [title]),
      ...lines,
      ...(step.if === undefined ? [] : [`only if ${conditionWords(step.if)}`]),
      ...failureLines(step),
    ],
  };
}

/** Ids made from a step's place, such as `signed-up.steps.4`, say nothing to a reader; that of an end is where people stand. */
function isDerived({ id, kind }: Step): boolean {
  return id.includes('.') && kind !== 'end';
}

function failureLines({ kind, onFailure }: Step): string[] {
  if (onFailure === undefined || typeof onFailure.giveUp === 'object') return [];
  const tried = onFailure.retryFor ? ` for ${durationWords(onFailure.retryFor)}` : '';
  const { giveUp = kind === 'webhook' ? 'fail' : 'park' } = onFailure;
  const then = { continue: 'goes on', fail: 'takes “failure”', park: 'waits for repair' }[giveUp];
  return [`if it keeps failing${tried}: ${then}`];
}

function cardOf(step: Step, program: Program): Card {
  // TypeScript does not see that the entry of a step's own kind takes that step.
  const card = CARDS[step.kind] as (step: Step, program: Program) => Card;
  return card(step, program);
}

function template({ template: name }: EmailRef): string {
  return name;
}

const CARDS: Cards = {
  ...flowCards,
  ...dataCards,
  email: ({ email, to, cc, replyTo }) => ({
    word: 'Email',
    title: template(email),
    lines: [
      ...(to === undefined ? [] : [`to ${to}`]),
      ...(cc === undefined ? [] : [`copy to ${cc.join(', ')}`]),
      ...(replyTo === undefined ? [] : [`replies to ${replyTo}`]),
    ],
  }),
  notify: ({ email, team }) => ({ word: 'Team email', title: template(email), lines: [`to ${team}`] }),
  grantLogin: ({ email, linkValidFor }) => ({
    word: 'Login link',
    title: template(email),
    lines: ['opens the partner center', `link valid for ${durationWords(linkValidFor)}`],
  }),
  revokeLogin: () => ({ word: 'Login', title: 'Close the partner-center login' }),
  approve: ({ team, email, autoApproveIf, remindEvery }) => ({
    word: 'Approval',
    title: `${team} decide`,
    lines: [
      ...(autoApproveIf === undefined ? [] : [`approved at once if ${conditionWords(autoApproveIf)}`]),
      ...(email ? [`asked by email ${template(email)}`] : []),
      ...(remindEvery ? [`reminder ${everyWords(remindEvery)}`] : []),
    ],
  }),
  task: ({ what, team, remindEvery }) => ({
    word: 'Task',
    title: what,
    lines: [`for ${team}`, ...(remindEvery ? [`reminder ${everyWords(remindEvery)}`] : [])],
  }),
};
