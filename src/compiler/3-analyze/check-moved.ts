import { diagnostic } from '../../diagnostics/catalog.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import { stepNamed } from './check-names.ts';
import { implicitEnds } from './implicit-ends.ts';
import type { MapContext } from './map-context.ts';
import { movedOf } from './moved.ts';
import type { Door } from './step-tree.ts';

/** Checks that what old ids have become is there, and that no old id has become two things. */
export function checkMoved(doors: readonly Door[], context: MapContext): void {
  const { doc, report } = context;
  const seen = new Map<string, object>();
  for (const line of doc.value.moved ?? []) {
    const first = seen.get(line.from);
    if (first) {
      const related = [{ message: 'the first line', ...valuePlace(doc.file, first, 'from') }];
      report(diagnostic('MW368', { from: line.from }, valuePlace(doc.file, line, 'from'), { related }));
    } else seen.set(line.from, line);
    const moved = movedOf(line);
    if ('problem' in moved) report(diagnostic('MW369', moved, valuePlace(doc.file, line, 'to')));
    else if (moved.what !== 'step') checkDoor(line, moved, doors, context);
    else if (moved.to !== 'exit' && moved.to !== 'next') checkStep(line, doors, context);
  }
}

function checkStep(line: { to: string }, doors: readonly Door[], context: MapContext): void {
  if (implicitEnds(doors).has(line.to)) return;
  stepNamed(context, line, 'to');
}

function checkDoor(
  line: object,
  { what, to }: { what: 'trigger' | 'milestone'; to: string | null },
  doors: readonly Door[],
  { doc, report }: MapContext,
): void {
  const known = [...new Set(doors.filter(({ kind }) => kind === what).map(({ name }) => name))];
  if (to === null || known.includes(to) || doc.file.gaps) return;
  const args = { what, name: to, suggestion: suggestion(to, known) };
  report(diagnostic('MW336', args, valuePlace(doc.file, line, 'to')));
}
