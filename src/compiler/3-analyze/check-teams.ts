import { diagnostic } from '../../diagnostics/catalog.ts';
import type { SendingDocument } from '../../language/sending.generated.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import type { Doc, Report } from './sources.ts';

/** Checks that nobody is in a team twice: which of two roles is meant is not to be guessed. */
export function checkTeams({ file, value }: Doc<SendingDocument>, report: Report): void {
  for (const [team, members] of Object.entries(value.teams ?? {})) {
    const known = new Map<string, { role: string; index: number }>();
    const placeOf = (index: number) => {
      const member = members[index];
      return typeof member === 'object'
        ? valuePlace(file, member, 'address')
        : valuePlace(file, members, index);
    };
    members.forEach((member, index) => {
      const { address, role = 'approver' } = typeof member === 'string' ? { address: member } : member;
      // The same address is the same person, however it is written: as where contacts are told apart.
      const person = address.trim().toLowerCase();
      const first = known.get(person);
      if (!first) return known.set(person, { role, index });
      const as =
        first.role === role ? `both times as \`${role}\`` : `as \`${first.role}\` and as \`${role}\``;
      const related = [{ message: 'the first time', ...placeOf(first.index) }];
      return report(diagnostic('MW377', { team, as }, placeOf(index), { related }));
    });
  }
}
