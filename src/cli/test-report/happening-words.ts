import type { Happening } from '../../simulator/report.ts';

/** An instant to the minute, where it is one: `2026-01-06T09:00Z`. */
export function instantWords(at: string): string {
  return at.replace('.000Z', 'Z').replace(':00Z', 'Z');
}

/** What happened, in one line without its instant. */
export function happeningWords(happening: Happening): string {
  switch (happening.kind) {
    case 'entry':
      return `▸ ${happening.detail}`;
    case 'refused':
      return `▸ ${happening.entry} refused: ${happening.reason} (${happening.code})`;
    case 'trigger':
      return `${happening.map} trigger ${happening.trigger}`;
    case 'milestone':
      return `${happening.map} milestone ${happening.milestone}: ${happening.value} reached`;
    case 'step':
      return `${happening.map} step ${happening.step}`;
    case 'email':
      return `${happening.map} email ${happening.template} to ${happening.to} “${happening.subject}”`;
    case 'activity-failed':
      return `${happening.map} activity ${happening.activity} failed: ${happening.message}`;
    case 'mail-failed':
      return `${happening.map} email ${happening.template} refused by the mail server`;
    case 'skipped':
      return `${happening.map} email ${happening.template} not sent: ${happening.why}`;
    case 'held':
      return `${happening.map} email ${happening.template} held until ${happening.until}: ${happening.why}`;
    case 'stuck':
      return `${happening.map} stuck at ${happening.step}: ${happening.reason}`;
    case 'left':
      return `${happening.map} left`;
  }
}
