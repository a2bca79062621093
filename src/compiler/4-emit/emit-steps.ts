import type { Currency, StepId } from '../../program/program.ts';
import type { OnFailure, Step } from '../../program/step-types.ts';
import type { Analysis } from '../3-analyze/analyze.ts';
import { jumpOf } from '../3-analyze/flow.ts';
import type { StepNode } from '../3-analyze/step-tree.ts';
import type { WrittenStep } from '../3-analyze/steps/step-analysis.ts';
import type { EmailRefs } from './emit-emails.ts';
import { durationIn } from './duration.ts';
import { optional, type EmitContext } from './steps/step-emitter.ts';
import { ownFields } from './steps/table.ts';

/** What every step of a map is emitted with. */
export interface MapEmission {
  analysis: Analysis;
  refs: EmailRefs;
  currency: Currency | undefined;
}

/** A path as a flat graph, in file order; where it runs out, places go to `after`. */
export function emitSteps(
  nodes: readonly StepNode[],
  emission: MapEmission,
  after: StepId | null = null,
): Record<StepId, Step> {
  const steps: Record<StepId, Step> = {};
  nodes.forEach((node, index) => {
    const next = nodes[index + 1]?.id ?? after;
    steps[node.id] = emitStep(node, next, emission);
    for (const path of node.paths) {
      Object.assign(steps, emitSteps(path.steps, emission, path.rejoins ? next : null));
    }
  });
  return steps;
}

function emitStep(node: StepNode, next: StepId | null, emission: MapEmission): Step {
  const { id, kind, step } = node;
  if (typeof step === 'string') return { id, next, kind: step };
  const first = (name: string) => node.paths.find((path) => path.name === name)?.steps[0]?.id ?? null;
  const context: EmitContext = { ...emission, node, first };
  const title = optional('title', step.title);
  const when = optional('if', step.if);
  const onFailure = optional('onFailure', onFailureOf(step, context));
  const target = jumpOf(node);
  // A jump under a condition is a branch: where it is skipped, the place goes on behind it.
  if (target !== undefined && step.if !== undefined)
    return { id, ...title, ...onFailure, next, kind: 'branch', cases: [{ when: step.if, first: target }] };
  if (target !== undefined) return { id, ...title, ...onFailure, next: target, kind: 'goTo' };
  return { id, ...title, ...when, ...onFailure, next, kind, ...ownFields(kind, step, context) } as Step;
}

function onFailureOf({ onFailure }: WrittenStep, { first }: EmitContext): OnFailure | undefined {
  if (!onFailure) return undefined;
  const { then } = onFailure;
  return {
    ...durationIn(onFailure, 'retryFor'),
    ...optional('giveUp', Array.isArray(then) ? { first: first('onFailure') } : then),
  };
}
