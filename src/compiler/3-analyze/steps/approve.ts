import { diagnostic } from '../../../diagnostics/catalog.ts';
import { keyPlace } from '../../1-parse/parsed-file.ts';
import { checkCondition } from '../check-condition.ts';
import { checkEmail } from '../check-email.ts';
import { checkHasProgram, checkTeam } from '../check-names.ts';
import { runsOut } from '../flow.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `approve`: `rejected` and `expired` never rejoin; behind it the reason of the decision is known. */
export const approve: StepAnalysis<StepOf<'approve'>> = {
  needsId: () => 'review',
  waits: () => true,
  paths: ({ approve }, path) => {
    const rejected = path(approve, 'rejected', { name: 'rejected', rejoins: false });
    const canExpire = approve.giveUpAfter !== undefined || approve.expired !== undefined;
    return canExpire ? [rejected, path(approve, 'expired', { name: 'expired', rejoins: false })] : [rejected];
  },
  check: ({ approve }, { context, known, node }) => {
    const { doc, report } = context;
    checkHasProgram(context, node);
    // Whoever is approved in the program passes at once: the step reads the status.
    context.reads.add('status');
    checkTeam(context, approve, 'by');
    if (approve.email !== undefined) checkEmail(context, approve, 'email', known);
    checkCondition(context, approve, 'autoApproveIf', known);
    if (approve.expired !== undefined && approve.giveUpAfter === undefined && !doc.file.gaps) {
      report(diagnostic('MW317', {}, keyPlace(doc.file, approve, 'expired')));
    }
    for (const { name, owner, rejoins, steps } of node.paths) {
      if (!owner || rejoins || doc.file.gaps || !runsOut(steps)) continue;
      report(diagnostic('MW316', { path: name }, keyPlace(doc.file, owner.container, owner.key)));
    }
  },
  learn: (_step, known) => ({ ...known, merges: new Set([...known.merges, 'approval']) }),
};
