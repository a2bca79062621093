import { compileMaps } from '../../compiler/compile-maps.ts';
import { renderHuman } from '../../diagnostics/render-human.ts';
import { renderJson } from '../../diagnostics/render-json.ts';
import { diagramOf } from '../../diagram/diagram-of.ts';
import { toMermaid } from '../../diagram/to-mermaid.ts';
import { toSvg } from '../../diagram/to-svg.ts';
import type { Program } from '../../program/program.ts';
import { say } from '../answer.ts';
import { EXIT, Stopped, type ExitCode } from '../exit-codes.ts';
import { injectGraphs } from './graph-inject.ts';
import { formatOf, keepFile } from './graph-output.ts';
import { mapNamed } from './graph-map.ts';

/** What a map can be drawn as. */
export type PictureFormat = 'mermaid' | 'svg' | 'json';

/** What `mapwright graph` was asked for. */
export interface GraphOptions {
  /** Folder of maps. */
  path: string;
  /** Name of a map or of a program's notices. */
  map?: string;
  /** Default: by the ending of `output`, else Mermaid. */
  format?: PictureFormat;
  /** The file to write instead of standard output. */
  output?: string;
  /** The document whose diagrams to renew. */
  inject?: string;
  /** Write nothing, fail when a file is stale. */
  check: boolean;
}

/** Draws maps; answers the exit code. @throws Stopped when what was asked for cannot be. */
export async function runGraph(options: GraphOptions): Promise<ExitCode> {
  const { path, map, output: file, inject, check } = options;
  if (check && file === undefined && inject === undefined)
    throw new Stopped(EXIT.usage, '--check compares a file: add --output FILE or --inject FILE.');
  const format = formatOf(options);
  const { diagnostics, maps, sources, output } = await compileMaps({ path });
  if (!output) {
    // A picture is often sent to a file by the shell: there the report would be lost.
    if (format === 'json') process.stdout.write(renderJson(diagnostics, maps));
    else
      say(
        renderHuman(diagnostics, { maps, sources, color: process.stderr.hasColors?.() ?? false }).trimEnd(),
      );
    return EXIT.failed;
  }
  const { programs } = output;
  if (inject !== undefined) return injectGraphs(inject, programs, { path, check, ...(map ? { map } : {}) });
  const chosen = map === undefined ? onlyOf(programs) : mapNamed(map, programs, path);
  if (!chosen) return severalMaps(programs, options, format);
  const text = await drawn([chosen], format);
  if (file === undefined) process.stdout.write(text);
  else return keepFile(file, text, { check, renew: `mapwright graph ${chosen.map} --output ${file}` });
  return EXIT.done;
}

async function drawn(programs: readonly Program[], format: PictureFormat): Promise<string> {
  const diagrams = programs.map((program) => diagramOf(program));
  if (format === 'json') return `${JSON.stringify({ maps: diagrams }, null, 2)}\n`;
  if (format === 'mermaid') return diagrams.map(toMermaid).join('\n');
  return (await Promise.all(diagrams.map(toSvg))).join('\n');
}

/** The only map there is; notices count where there is no map. */
function onlyOf(programs: readonly Program[]): Program | undefined {
  const maps = programs.filter(({ kind }) => kind === 'map');
  const [only, ...others] = maps.length > 0 ? maps : programs;
  return others.length === 0 ? only : undefined;
}

/** Without a name, several maps are listed, and only JSON holds all of them. */
async function severalMaps(
  programs: readonly Program[],
  { path, format: asked, output }: GraphOptions,
  format: PictureFormat,
): Promise<ExitCode> {
  if (programs.length === 0) throw new Stopped(EXIT.failed, `There is no map in ${path}.`);
  if (format === 'json' && output === undefined) {
    process.stdout.write(await drawn(programs, format));
    return EXIT.done;
  }
  const widest = Math.max(...programs.map(({ map }) => map.length));
  const list = programs.map(({ map, title }) => `${map.padEnd(widest)}  ${title}`);
  if (asked !== undefined || output !== undefined)
    throw new Stopped(EXIT.usage, `There are several maps, say which one to draw:\n${list.join('\n')}`);
  process.stdout.write(`${list.join('\n')}\n`);
  say(`Draw one of them by its name: mapwright graph ${programs[0]?.map}`);
  return EXIT.done;
}
