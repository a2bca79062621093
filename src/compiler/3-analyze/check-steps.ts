import { diagnostic } from '../../diagnostics/catalog.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import type { Approve, Step } from '../../language/map.generated.ts';
import type { EventShape } from '../../program/event-shapes.ts';
import type { StepKindName } from '../../language/vocabulary.generated.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { checkCondition } from './check-condition.ts';
import { checkEmail } from './check-email.ts';
import { stepPlace } from './check-step-ids.ts';
import { eventShapeOf } from './event-shape.ts';
import type { MapContext } from './map-context.ts';
import type { MergeSource } from './merge-fields.ts';
import { mayBeMissing } from './sources.ts';
import { alwaysEnds, isEnd, type Door, type StepNode } from './step-tree.ts';
import { ifOnMapOf, scopeOf } from './trigger-defaults.ts';

/** What is known at a step about how a place came to it. */
interface Situation {
  event: EventShape;
  /** Where merge fields can come from here. */
  merges: ReadonlySet<MergeSource>;
  /** The place is always one beside another. */
  added: boolean;
}

/** Checks all steps behind a door. */
export function checkSteps(door: Door, context: MapContext): void {
  const { trigger } = door;
  const added = !trigger || (ifOnMapOf(trigger) === 'add-again' && scopeOf(trigger) !== 'anyone');
  checkPath(
    door.steps,
    { event: eventShapeOf(door, context), merges: mergesBehind(door, context), added },
    context,
  );
}

function mergesBehind({ trigger }: Door, { doc }: MapContext): Set<MergeSource> {
  const merges = new Set<MergeSource>(['always']);
  if (doc.value.program !== undefined) merges.add('program');
  if (!trigger) return merges.add('milestone');
  if (trigger.on === 'sale-refunded') return merges.add('sale');
  if (trigger.on === 'sale-recorded' || trigger.on === 'commission-earned')
    merges.add('sale').add('commission');
  return merges;
}

function checkPath(steps: readonly StepNode[], at: Situation, context: MapContext): void {
  const { doc, report } = context;
  let { merges } = at;
  let end: StepNode | undefined;
  let told = false;
  for (const node of steps) {
    if (end && !told) {
      report(diagnostic('MW319', { end: end.kind }, stepPlace(doc.file, node)));
      told = true;
    }
    if (isEnd(node)) end ??= node;
    checkStep(node, { ...at, merges }, context);
    if (node.kind === 'approve') merges = new Set([...merges, 'approval']);
  }
}

function checkStep(node: StepNode, at: Situation, context: MapContext): void {
  if (typeof node.step !== 'string') {
    checkCondition(context, node.step, 'if', at.event);
    CHECKS[node.kind]?.(node.step, at, context, node);
  }
  if (node.kind === 'exit' && at.added && node.source) {
    context.report(diagnostic('MW323', {}, stepPlace(context.doc.file, node)));
  }
  const merges = node.kind === 'approve' ? new Set([...at.merges, 'approval' as const]) : at.merges;
  for (const path of node.paths) {
    if (path.when !== undefined && path.owner) checkCondition(context, path.owner.container, 'if', at.event);
    checkPath(path.steps, { ...at, merges }, context);
  }
}

type StepCheck = (step: Exclude<Step, string>, at: Situation, context: MapContext, node: StepNode) => void;

const CHECKS: Readonly<Partial<Record<StepKindName, StepCheck>>> = {
  email: (step, at, context) => {
    if (!('email' in step)) return;
    if (typeof step.email === 'string') checkEmail(context, step, 'email', at.merges);
    else checkEmail(context, step.email, 'template', at.merges);
  },
  notify: (step, at, context) => {
    if (!('notify' in step)) return;
    checkTeam(context, step.notify, 'team');
    checkEmail(context, step.notify, 'email', at.merges);
  },
  grantLogin: (step, at, context, node) => {
    if (!('grantLogin' in step)) return;
    checkProgram(context, node);
    checkEmail(context, step.grantLogin, 'email', new Set([...at.merges, 'login']));
  },
  approve: (step, at, context, node) => {
    if ('approve' in step) checkApprove(step.approve, at, context, node);
  },
  branch: (step, _at, context) => {
    if ('branch' in step && Array.isArray(step.branch)) checkCases(step.branch, context);
  },
};

function checkApprove(approve: Approve, at: Situation, context: MapContext, node: StepNode): void {
  const { doc, report } = context;
  checkProgram(context, node);
  // Whoever is approved in the program passes at once: the step reads the status.
  context.reads.add('status');
  checkTeam(context, approve, 'by');
  if (approve.email !== undefined) checkEmail(context, approve, 'email', at.merges);
  checkCondition(context, approve, 'autoApproveIf', at.event);
  if (approve.expired !== undefined && approve.giveUpAfter === undefined && !doc.file.gaps) {
    report(diagnostic('MW317', {}, keyPlace(doc.file, approve, 'expired')));
  }
  for (const { name, owner, steps } of node.paths) {
    if (!owner || alwaysEnds(steps) || doc.file.gaps) continue;
    report(diagnostic('MW316', { path: name }, keyPlace(doc.file, owner.container, owner.key)));
  }
}

function checkCases(cases: readonly object[], { doc, report }: MapContext): void {
  const otherwise = cases.findIndex((one) => 'else' in one);
  const after = otherwise === -1 ? undefined : cases[otherwise + 1];
  if (after) report(diagnostic('MW332', {}, valuePlace(doc.file, after)));
}

function checkTeam({ doc, sources, report }: MapContext, container: object, key: string): void {
  const name = String((container as Record<string, unknown>)[key]);
  const teams = Object.keys(sources.sending?.value.teams ?? {});
  if (teams.includes(name) || mayBeMissing(sources, 'sending')) return;
  report(
    diagnostic('MW304', { name, suggestion: suggestion(name, teams) }, valuePlace(doc.file, container, key)),
  );
}

function checkProgram({ doc, report }: MapContext, node: StepNode): void {
  if (doc.value.program !== undefined) return;
  report(diagnostic('MW320', { what: `\`${node.kind}\`` }, stepPlace(doc.file, node)));
}
