import { diagnostic } from '../../diagnostics/catalog.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
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
  const left = from.find(({ path }) => !to.some((other) => other.path === path));
  const entered = to.find(({ path }) => !from.some((other) => other.path === path));
  const crossed = left ?? entered;
  if (!crossed) return;
  const args = {
    step: target.id,
    leads: left ? 'out of' : 'into',
    fork: crossed.fork.id,
    path: crossed.path.name,
    fix: left ? LEAVE : ENTER,
  };
  const border = crossed.fork.step;
  const related =
    typeof border !== 'string' && 'fork' in border
      ? [{ message: 'the path begins here', ...keyPlace(doc.file, border.fork.paths, crossed.path.name) }]
      : [];
  report(diagnostic('MW342', args, valuePlace(doc.file, step, 'goTo'), { related }));
}

const LEAVE = 'Jump to a step of the same path, or let the path run out and jump behind the fork.';
const ENTER = 'Jump to the fork itself, or to a step behind it.';
