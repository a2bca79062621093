import { join } from 'node:path';
import { compileMaps } from '../../src/compiler/compile-maps.ts';
import type { Program } from '../../src/program/program.ts';

/** The reference map, and the notices of its program. */
export async function referencePrograms(): Promise<[reference: Program, notices: Program]> {
  const { output } = await compileMaps({ path: join(import.meta.dirname, '../../maps') });
  const named = (name: string): Program => {
    const found = output?.programs.find(({ map }) => map === name);
    if (!found) throw new Error(`The reference maps have no ${name}.`);
    return found;
  };
  return [named('partner-welcome'), named('main.notices')];
}
