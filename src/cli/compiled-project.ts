import { compileMaps } from '../compiler/compile-maps.ts';
import type { Compilation } from '../compiler/compilation.ts';
import { renderHuman } from '../diagnostics/render-human.ts';
import { EXIT, Stopped } from './exit-codes.ts';

/** What a folder compiles to. @throws Stopped with the report when something is wrong in it. */
export async function compiledProject(path: string): Promise<NonNullable<Compilation['output']>> {
  const { diagnostics, maps, sources, output } = await compileMaps({ path });
  if (output) return output;
  const color = process.stderr.hasColors?.() ?? false;
  throw new Stopped(EXIT.failed, renderHuman(diagnostics, { maps, sources, color }).trimEnd());
}
