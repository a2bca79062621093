import { diagnostic } from '../../diagnostics/catalog.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { checkTeams } from './check-teams.ts';
import type { Report, Sources } from './sources.ts';

/** Checks that there is a sending policy where one is needed, and that what it says can matter. */
export function checkSending(sources: Sources, folder: string, report: Report): void {
  const { sending } = sources;
  if (!sending) {
    const isNeeded = sources.maps.size + sources.programs.size > 0;
    if (!isNeeded || sources.broken.sending.size > 0) return;
    const start = { line: 1, column: 1 };
    report(diagnostic('MW329', {}, { file: `${folder}/sending.yaml`, start, end: start }));
    return;
  }
  checkTeams(sending, report);
  const { file, value } = sending;
  const { quietHours, caps, tracking, topics = {} } = value;
  if (quietHours && quietHours.from === quietHours.to)
    report(diagnostic('MW372', { time: quietHours.from }, valuePlace(file, quietHours, 'to')));
  if (file.gaps || Object.values(topics).some(({ marketing }) => marketing)) return;
  const why = 'it concerns marketing mails, and no topic is `marketing: true`';
  const useless = { quietHours, caps, tracking: tracking?.clicks };
  for (const [setting, written] of Object.entries(useless)) {
    if (written) report(diagnostic('MW345', { setting, why }, keyPlace(file, value, setting)));
  }
}
