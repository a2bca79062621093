import type { Command } from 'commander';
import { EXIT, Stopped } from '../exit-codes.ts';
import { readConfiguration } from '../read-configuration.ts';
import { answering, withFormat } from './format-option.ts';
import type { Finish, FormatFlags } from './format-option.ts';

type FmtFlags = FormatFlags & { check?: true; stdin?: true; stdinFilename?: string };

/** `fmt`: canonical form of all documents. */
export function addFmtVerb(program: Command, finish: Finish): void {
  answering(program.command('fmt'), 'fmt maps --check')
    .description('bring maps, programs, scenarios and the front matter of emails into canonical form')
    .argument('[path...]', 'files or folders (default: the project’s maps)')
    .option('--check', 'write nothing; fail if a file would change')
    .option('--stdin', 'format standard input to standard output, for editors')
    .option('--stdin-filename <name>', 'the name that standard input has as a file, such as welcome.map.yaml')
    .action(async (paths: string[], { stdin, stdinFilename, ...flags }: FmtFlags) => {
      const { runFmt, runFmtStdin } = await import('../commands/fmt.ts');
      const options = { check: false, ...withFormat(flags), color: process.stderr.hasColors?.() ?? false };
      if (!stdin) {
        if (stdinFilename !== undefined) throw wrongUse('--stdin-filename goes with --stdin.');
        const all = paths.length > 0 ? paths : [readConfiguration().mapsDirectory];
        finish(await runFmt({ ...options, paths: all }));
        return;
      }
      if (stdinFilename === undefined)
        throw wrongUse('--stdin needs --stdin-filename: the kind of a document follows from its name.');
      if (paths.length > 0) throw wrongUse('--stdin takes no paths.');
      const { buffer } = await import('node:stream/consumers');
      finish(runFmtStdin({ ...options, bytes: await buffer(process.stdin), name: stdinFilename }));
    });
}

function wrongUse(message: string): Stopped {
  return new Stopped(EXIT.usage, `error: ${message}\nAdd --help to see how it is used.`);
}
