import { diagnostic } from '../../diagnostics/catalog.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import { stepNamed } from './check-names.ts';
import type { MapContext } from './map-context.ts';
import type { StepNode } from './step-tree.ts';
import type { StepOf } from './steps/step-analysis.ts';

/** Checks that a `goTo` leads to a step, and over no border of a fork's path. */
export function checkJump(step: StepOf<'goTo'>, node: StepNode, context: MapContext): void {
  const { flow, doc, report } = context;
  const target = stepNamed(context, step, 'goTo');
  if (!target) return;
  const from = flow.nodes.get(node)?.forks ?? [];
  const to = flow.nodes.get(target)?.forks ?? [];
  const crossed = [
    ...from.filter(({ path }) => !to.some((other) => other.path === path)),
    ...to.filter(({ path }) => !from.some((other) => other.path === path)),
  ][0];
  if (!crossed) return;
  const args = { step: target.id, fork: crossed.fork.id, path: crossed.path.name };
  report(diagnostic('MW342', args, valuePlace(doc.file, step, 'goTo')));
}
