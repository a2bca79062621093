import type { ProgramDocument } from '../../language/program.generated.ts';
import type { Program } from '../../program/program.ts';
import type { Analysis } from '../3-analyze/analyze.ts';
import { durationIn } from './duration.ts';
import { fieldTypes, type EmailRefs } from './emit-emails.ts';
import { currencyOfProgram } from './emit-map.ts';

/** A partner program's own mails as a map of its own: it works for every approved partner, on a map or not. */
export function emitNotices(program: ProgramDocument, analysis: Analysis, refs: EmailRefs): Program[] {
  const notice = program.notifyPartner?.commissionEarned;
  if (!notice) return [];
  const currency = currencyOfProgram(program.program, analysis);
  const email = refs(notice.email);
  return [
    {
      format: 1,
      kind: 'notices',
      map: `${program.program}.notices`,
      title: `${program.title ?? program.program}: notices`,
      program: program.program,
      ...(currency ? { currency } : {}),
      triggers: [
        {
          name: 'commission-earned',
          // A repeated payment of an earlier sale need not be news.
          on: {
            type: 'commission-earned',
            ...(notice.repeatPayments === 'skip' ? { kind: 'first' as const } : {}),
          },
          scope: 'anyone',
          ifOnMap: 'add-again',
          once: false,
          ...durationIn(notice, 'coalesce'),
          reentry: 'always',
          first: notice.email,
        },
      ],
      milestones: [],
      steps: { [notice.email]: { id: notice.email, kind: 'email', email, onlyApproved: true, next: null } },
      fields: fieldTypes([], [email], analysis),
    },
  ];
}
