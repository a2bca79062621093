import type { Act } from '../../partners/audit-trail.ts';
import type { FieldChange } from '../../program/events.ts';
import { formatMoney } from '../../program/money.ts';
import { html, type Fragment } from './html.ts';
import { inWords } from './task-card.ts';
import { MAP_WORDS } from './timeline-change.ts';
import type { Wordbook } from './wordbook.ts';

/** Kinds of acts, as the filter of the audit trail calls them. */
export const ACT_KINDS = {
  decision: 'Decisions',
  status: 'Suspensions',
  map: 'Maps',
  task: 'Tasks',
  correction: 'Corrections',
} as const;

/** What somebody did, in words, and what they gave as the reason. */
export function actWords(act: Act, words: Wordbook): { what: Fragment; where?: string; reason?: string } {
  switch (act.type) {
    case 'approval-decided': {
      const { outcome, map, reason } = act.data;
      const reversal = act.isReversal && html` <span class="badge">reversal</span>`;
      return {
        what: [outcome === 'approved' ? 'Approved' : 'Rejected', reversal],
        where: words.map(map),
        ...because(reason),
      };
    }
    case 'contact-changed': {
      const { changes, program, reason } = act.data;
      const where = words.program(program)?.title ?? program;
      return { what: statusWords(changes), ...(where === undefined ? {} : { where }), ...because(reason) };
    }
    case 'task-done':
      return { what: `Task ended: ${inWords(act.data.outcome)}`, where: words.map(act.data.map) };
    case 'totals-corrected': {
      const program = words.program(act.data.program);
      const total = act.data.changes.find(({ field }) => field === 'totalSales');
      const money = (minor: FieldChange['after']): string =>
        program ? formatMoney(Number(minor ?? 0), program.currency, program.locale) : String(minor);
      const figures = total ? ` to ${money(total.after)}, before ${money(total.before)}` : '';
      return { what: `Total corrected${figures}`, ...(program ? { where: program.title } : {}) };
    }
    default: {
      const { map } = act.data;
      const at =
        'at' in act.data && act.data.at !== undefined && map ? `, at ${words.step(map, act.data.at)}` : '';
      return { what: `${MAP_WORDS[act.type]} ${map === undefined ? 'all maps' : words.map(map)}${at}` };
    }
  }
}

function statusWords(changes: readonly FieldChange[]): string {
  const status = changes.find(({ field }) => field === 'status');
  return status?.after === 'suspended' ? 'Suspended' : 'Reinstated';
}

function because(reason: string | undefined): { reason?: string } {
  return reason === undefined ? {} : { reason };
}

/** Who did it, and through which door. */
export function actorWords({ data: { by, via } }: Act): { who: string; door: string | undefined } {
  // Who did not say who they are is named as a user of the command line already.
  const isTold = by.endsWith('(command line)');
  const door = via === 'console' ? 'in the console' : via && !isTold ? 'on the command line' : undefined;
  return { who: by === 'rule' ? 'a rule of the map' : by, door };
}
