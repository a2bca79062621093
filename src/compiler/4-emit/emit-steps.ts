import type { StepId } from '../../program/program.ts';
import type { ApproveStep, Step, WaitStep } from '../../program/step-types.ts';
import type { Step as SourceStep } from '../../language/map.generated.ts';
import { emailOf, type StepNode } from '../3-analyze/step-tree.ts';
import type { EmailRefs } from './emit-emails.ts';
import { durationOf } from './duration.ts';

const LOGIN_VALID_FOR = '3 days';

/** A path as a flat graph, in file order; where it runs out, places go to `after`. */
export function emitSteps(
  nodes: readonly StepNode[],
  refs: EmailRefs,
  after: StepId | null = null,
): Record<StepId, Step> {
  const steps: Record<StepId, Step> = {};
  nodes.forEach((node, index) => {
    const next = nodes[index + 1]?.id ?? after;
    steps[node.id] = emitStep(node, next, refs);
    // The paths of a branch rejoin behind it; those of a refused application never do.
    const rejoin = node.kind === 'branch' ? next : null;
    for (const path of node.paths) Object.assign(steps, emitSteps(path.steps, refs, rejoin));
  });
  return steps;
}

function emitStep(node: StepNode, next: StepId | null, refs: EmailRefs): Step {
  const { id, step } = node;
  const base = { id, ...optional(step), next };
  if (typeof step === 'string') return { ...base, kind: step };
  if ('email' in step) return { ...base, kind: 'email', email: refs(emailOf(step) ?? '') };
  if ('notify' in step)
    return { ...base, kind: 'notify', team: step.notify.team, email: refs(step.notify.email) };
  if ('grantLogin' in step) {
    const linkValidFor = durationOf(step.grantLogin.linkValidFor ?? LOGIN_VALID_FOR);
    return { ...base, kind: 'grantLogin', email: refs(step.grantLogin.email), linkValidFor };
  }
  if ('wait' in step) return { ...base, kind: 'wait', ...emitWait(step.wait) };
  if ('approve' in step) return { ...base, kind: 'approve', ...emitApprove(step.approve, node, refs) };
  if ('branch' in step) return { ...base, kind: 'branch', cases: node.paths.map(emitCase) };
  return { ...base, kind: 'end' in step ? 'end' : 'exit' };
}

function optional(step: SourceStep): { title?: string; if?: string } {
  if (typeof step === 'string') return {};
  return {
    ...(step.title === undefined ? {} : { title: step.title }),
    ...(step.if === undefined ? {} : { if: step.if }),
  };
}

function emitWait(wait: Extract<SourceStep, { wait: unknown }>['wait']): Pick<WaitStep, 'for' | 'until'> {
  if (typeof wait === 'string') return { for: durationOf(wait) };
  if (wait.for !== undefined) return { for: durationOf(wait.for) };
  return { until: Date.parse(wait.until ?? '') };
}

function emitApprove(
  approve: Extract<SourceStep, { approve: unknown }>['approve'],
  { paths }: StepNode,
  refs: EmailRefs,
): Omit<ApproveStep, 'id' | 'next' | 'kind' | 'title' | 'if'> {
  const { by, email, autoApproveIf, remindEvery, giveUpAfter } = approve;
  const first = (name: string) => paths.find((path) => path.name === name)?.steps[0]?.id ?? null;
  return {
    team: by,
    ...(email === undefined ? {} : { email: refs(email) }),
    ...(autoApproveIf === undefined ? {} : { autoApproveIf }),
    ...(remindEvery === undefined ? {} : { remindEvery: durationOf(remindEvery) }),
    ...(giveUpAfter === undefined ? {} : { giveUpAfter: durationOf(giveUpAfter) }),
    rejected: first('rejected'),
    expired: first('expired'),
  };
}

function emitCase({ when, steps }: StepNode['paths'][number]): { when?: string; first: StepId | null } {
  return { ...(when === undefined ? {} : { when }), first: steps[0]?.id ?? null };
}
