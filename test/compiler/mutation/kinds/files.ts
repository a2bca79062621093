import { baseName } from '../../../../src/compiler/1-parse/document-kind.ts';
import { mutator, type Mutator } from '../mutator.ts';
import type { Project, SourceFile } from '../project.ts';
import { typo } from '../typo.ts';

function isNeeded(file: SourceFile, { definitions, referred }: Project): boolean {
  return definitions.some((one) => one.file === file.path && referred.has(`${one.of} ${one.name}`));
}

const lost = mutator(
  'file lost',
  ({ files }) => files,
  (file, _random, project) => ({
    file: file.path,
    edits: [],
    moved: null,
    node: { start: 0, end: file.text.length },
    what: 'the file is gone',
    expects: isNeeded(file, project) ? 'error' : 'any',
  }),
);

const renamed = mutator(
  'file renamed',
  ({ files }) => files,
  (file, random, project) => {
    const base = baseName(file.path);
    const name = typo(base, random);
    if (name === undefined || name === base) return undefined;
    const isNamed = ['map', 'program'].includes(file.kind);
    return {
      file: file.path,
      edits: [],
      moved: file.path.slice(0, -base.length) + name,
      node: { start: 0, end: file.text.length },
      what: `${base} → ${name}`,
      expects: isNamed || isNeeded(file, project) ? 'error' : 'any',
    };
  },
);

/** What can happen to a file as a whole. */
export const FILE_MUTATORS: readonly Mutator[] = [lost, renamed];
