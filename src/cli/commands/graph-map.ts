import { didYouMean, listedNear, suggestion } from '../../diagnostics/suggest.ts';
import type { Program } from '../../program/program.ts';
import { EXIT, Stopped } from '../exit-codes.ts';

/** The map of a name. @throws Stopped with the nearest name when there is none; `where` it was named, if in a file. */
export function mapNamed(name: string, programs: readonly Program[], path: string, where?: string): Program {
  const found = programs.find(({ map }) => map === name);
  if (found) return found;
  const names = programs.map(({ map }) => map);
  const known = names.length === 0 ? 'There are none.' : `There are ${listedNear(name, names)}.`;
  const place = where === undefined ? '' : `${where}: `;
  throw new Stopped(
    EXIT.failed,
    `${place}No map in ${path} is called \`${name}\`. ${meantBy(name, names)}${known}`,
  );
}

function meantBy(name: string, names: readonly string[]): string {
  const near = suggestion(name, names);
  return near ? didYouMean(near) : '';
}
