import type { StepLink } from '../program/step-links.ts';
import type { ApproveStep, BranchStep, Step, TaskStep } from '../program/step-types.ts';
import { conditionWords, shortened } from './condition-words.ts';
import { durationWords } from './duration-words.ts';
import { grouped } from './value-words.ts';

const MOST_CONDITION = 44;
const MOST_NAME = 30;

/** What an arrow says; nothing where there is only one way on. */
export function edgeLabel(step: Step, link: StepLink): string | undefined {
  if (link.name === 'onFailure') return failureLabel(step);
  switch (step.kind) {
    case 'approve':
      return approveLabel(step, link);
    case 'task':
      return taskLabel(step, link);
    case 'waitFor':
      if (link.name === 'otherwise')
        return step.atMost ? `not within ${durationWords(step.atMost)}` : 'otherwise';
      return step.atMost ? 'when it happens' : undefined;
    case 'branch':
      return branchLabel(step, link);
    case 'split':
      return link.weight === undefined ? 'otherwise' : `${named(link)} · ${grouped(link.weight)} %`;
    case 'fork':
    case 'webhook':
      return link.name === 'next' ? 'otherwise' : named(link);
    case 'end':
    case 'exit':
      return 'otherwise';
    default:
      return undefined;
  }
}

function named({ name }: StepLink): string {
  return shortened(name, MOST_NAME);
}

function approveLabel({ giveUpAfter }: ApproveStep, { name }: StepLink): string {
  if (name === 'next') return 'approved';
  return name === 'expired' && giveUpAfter ? `expired after ${durationWords(giveUpAfter)}` : name;
}

function taskLabel({ giveUpAfter, if: condition }: TaskStep, link: StepLink): string {
  if (link.name !== 'next' && link.name !== 'expired') return named(link);
  const expired = giveUpAfter && `expired after ${durationWords(giveUpAfter)}`;
  if (link.name === 'expired') return expired ?? link.name;
  return [expired, condition === undefined ? undefined : 'otherwise'].filter(Boolean).join(' or ');
}

function branchLabel({ cases }: BranchStep, { name, when }: StepLink): string {
  const conditions = cases.filter((one) => one.when !== undefined).length;
  if (conditions === 1) return when === undefined ? 'no' : 'yes';
  return when === undefined || name === 'next' ? 'else' : conditionWords(when, MOST_CONDITION);
}

function failureLabel({ onFailure }: Step): string {
  return onFailure?.retryFor ? `keeps failing for ${durationWords(onFailure.retryFor)}` : 'keeps failing';
}
