import { Option } from 'commander';
import type { Command } from 'commander';
import type { PictureFormat } from '../commands/graph.ts';
import { readConfiguration } from '../read-configuration.ts';
import type { Finish } from './format-option.ts';

interface GraphFlags {
  format?: PictureFormat;
  json?: true;
  output?: string;
  path?: string;
  inject?: string;
  check?: true;
}

const EXAMPLES = `
Example:
  $ mapwright graph                                     # lists the maps, or draws the only one
  $ mapwright graph partner-welcome > welcome.mmd       # Mermaid, as GitHub draws it
  $ mapwright graph partner-welcome --output welcome.svg
  $ mapwright graph --inject README.md                  # renews the diagrams between the marker lines
  $ mapwright graph --inject README.md --check          # for CI: fails when they are stale`;

/** `graph`: a map as a picture. */
export function addGraphVerb(program: Command, finish: Finish): void {
  program
    .command('graph')
    .description('draw a map: as Mermaid, as SVG, or into a document')
    .argument('[map]', 'name of the map, or of a partner program’s notices, such as main.notices')
    .addOption(
      new Option(
        '--format <format>',
        'what to draw (default: mermaid, or by the ending of --output)',
      ).choices(['mermaid', 'svg', 'json']),
    )
    .addOption(new Option('--json', 'short for --format json'))
    .option('--output <file>', 'write to a file: .mmd, .svg or .json')
    .addOption(
      new Option('--inject <file>', 'keep diagrams in a Markdown document current').conflicts([
        'output',
        'format',
        'json',
      ]),
    )
    .option('--check', 'write nothing, and fail when --output or --inject would change the file')
    .option('--path <folder>', 'folder of maps (default: the project’s maps)')
    .addHelpText('after', EXAMPLES)
    .action(async (map: string | undefined, { json, path, ...flags }: GraphFlags) => {
      const { runGraph } = await import('../commands/graph.ts');
      finish(
        await runGraph({
          check: false,
          ...flags,
          ...(json ? { format: 'json' } : {}),
          ...(map === undefined ? {} : { map }),
          path: path ?? readConfiguration().mapsDirectory,
        }),
      );
    });
}
