import { readFile } from 'node:fs/promises';
import { diagramOf } from '../../diagram/diagram-of.ts';
import { blocksOf, inject, markersOf, type Block } from '../../diagram/inject.ts';
import { toMermaid } from '../../diagram/to-mermaid.ts';
import type { Program } from '../../program/program.ts';
import { EXIT, Stopped, type ExitCode } from '../exit-codes.ts';
import { mapNamed } from './graph-map.ts';
import { reasonOf, writeText } from './graph-output.ts';

/** What else to know: where the maps are, the map that must be in the document, and whether only to look. */
export interface InjectOptions {
  path: string;
  map?: string;
  check: boolean;
}

/**
 * Renews every diagram of a document, or with `check` says which are stale. Answers the exit code.
 * @throws Stopped when markers are missing or wrong, or the file cannot be read or written.
 */
export async function injectGraphs(
  file: string,
  programs: readonly Program[],
  { path, map, check }: InjectOptions,
): Promise<ExitCode> {
  if (map !== undefined) mapNamed(map, programs, path);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Stopped(EXIT.failed, `${file} cannot be read: ${reasonOf(error)}`);
  });
  const { blocks, problems } = blocksOf(text);
  if (problems.length > 0)
    throw new Stopped(
      EXIT.failed,
      problems.map(({ line, message }) => `${file}:${line}: ${message}.`).join('\n'),
    );
  const wanted = map ?? (blocks.length === 0 ? (programs[0]?.map ?? 'MAP') : undefined);
  if (wanted !== undefined && !blocks.some((block) => block.map === wanted)) throw noMarkers(file, wanted);
  const pictures = new Map(
    blocks.map((block) => {
      const program = mapNamed(block.map, programs, path, `${file}:${block.line}`);
      return [block.map, toMermaid(diagramOf(program))];
    }),
  );
  const stale = blocks.filter((block) => inject(text, [block], pictures) !== text);
  if (stale.length === 0) {
    process.stdout.write(`${file} is current.\n`);
    return EXIT.done;
  }
  if (!check) await writeText(file, inject(text, blocks, pictures));
  process.stdout.write(`${stale.map((block) => told(file, block, check)).join('\n')}\n`);
  return check ? EXIT.failed : EXIT.done;
}

function told(file: string, { map, line }: Block, check: boolean): string {
  if (!check) return `${file}: the diagram of ${map} is written.`;
  return `${file}:${line}: the diagram of ${map} is stale. Renew it with: mapwright graph --inject ${file}`;
}

function noMarkers(file: string, map: string): Stopped {
  const [start, end] = markersOf(map);
  const lines = [
    `${file} has no place for the diagram of ${map}. Add these two lines where it belongs:`,
    '',
    start,
    end,
  ];
  return new Stopped(EXIT.failed, lines.join('\n'));
}
