import { diagnostic } from '../../diagnostics/catalog.ts';
import { baseName } from '../1-parse/document-kind.ts';
import { placeOf, valuePlace } from '../1-parse/parsed-file.ts';
import type { ValidFile } from '../2-validate/validate-file.ts';
import type { Doc, Report, Sources } from './sources.ts';

/** Files that were validated, and the layout, which has no shape to validate. */
export interface Collected {
  files: readonly ValidFile[];
  layout?: { path: string; text: string };
}

/** Puts all documents in one place, by name; a name that is used twice or differs from its file's is reported. */
export function collect({ files, layout }: Collected, report: Report): Sources {
  const byKind = Map.groupBy(files, ({ kind }) => kind);
  const of = (kind: ValidFile['kind']) => byKind.get(kind) ?? [];
  const broken = (kind: ValidFile['kind']) =>
    new Set(of(kind).flatMap((file) => (isLost(file) ? [file.name] : [])));
  const single = <T extends object>(
    kind: 'contact' | 'events' | 'activities' | 'sending',
  ): { [key: string]: Doc<T> } => {
    const [doc] = byName<T>(of(kind), report).values();
    return doc ? { [kind]: doc } : {};
  };
  return {
    maps: byName(of('map'), report, 'map'),
    programs: byName(of('program'), report, 'program'),
    emails: byName(of('email'), report),
    scenarios: of('scenario').flatMap((file) => (file.value ? [{ file, value: file.value as never }] : [])),
    populations: of('population').flatMap((file) =>
      file.value ? [{ file, value: file.value as never }] : [],
    ),
    ...single('contact'),
    ...single('events'),
    ...single('activities'),
    ...single('sending'),
    ...(layout ? { layout } : {}),
    broken: {
      map: broken('map'),
      program: broken('program'),
      contact: broken('contact'),
      events: broken('events'),
      activities: broken('activities'),
      sending: broken('sending'),
      email: broken('email'),
      scenario: broken('scenario'),
      population: broken('population'),
    },
    uncertain: new Set(files.flatMap(({ kind, gaps }) => (gaps ? [kind] : []))),
  };
}

/** Nothing of the file can be used, or it goes by another name than its file's, under which it may be looked for. */
function isLost({ kind, name, value }: ValidFile): boolean {
  if (value === undefined) return true;
  return (kind === 'map' || kind === 'program') && (value as Record<string, unknown>)[kind] !== name;
}

const IN_WORDS = { map: 'map', program: 'partner program', email: 'email' } as const;

/** `nameKey`: the key in the document that names it; without one the file's name does. */
function byName<T extends object>(
  files: readonly ValidFile[],
  report: Report,
  nameKey?: 'map' | 'program',
): Map<string, Doc<T>> {
  const docs = new Map<string, Doc<T>>();
  for (const file of files) {
    if (file.value === undefined) continue;
    const doc = { file, value: file.value as T };
    const name = nameKey ? String((file.value as Record<string, unknown>)[nameKey]) : file.name;
    const placeIn = (one: Doc<T>) =>
      nameKey ? valuePlace(one.file, one.value, nameKey) : placeOf(one.file, one.file.root);
    const first = docs.get(name);
    if (first) {
      const related = [{ message: 'first defined here', ...placeIn(first) }];
      const what = file.kind in IN_WORDS ? IN_WORDS[file.kind as keyof typeof IN_WORDS] : 'file';
      report(
        diagnostic(
          'MW309',
          { what, name: nameKey || file.kind === 'email' ? name : baseName(file.path) },
          placeIn(doc),
          { related },
        ),
      );
      continue;
    }
    if (nameKey && name !== file.name) {
      const expected = `${name}.${nameKey}.yaml`;
      report(
        diagnostic(
          'MW318',
          { what: IN_WORDS[nameKey], name, file: baseName(file.path), expected },
          placeIn(doc),
        ),
      );
    }
    docs.set(name, doc);
  }
  return docs;
}
