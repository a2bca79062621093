import type { FileName } from './document-kind.ts';
import { splitEmail } from './front-matter.ts';
import { parseYaml } from './parse-yaml.ts';
import { emptyFile, unparsed, withProblems, type ParsedFile } from './parsed-file.ts';
import type { SourceText } from './source-text.ts';
import { readText } from './text-problems.ts';

/** Reads one file; whatever is wrong with it becomes a diagnostic. */
export function parseFile(
  source: SourceText,
  { kind, name }: Pick<FileName, 'name'> & { kind: ParsedFile['kind'] },
): ParsedFile {
  const read = readText(source);
  const file = unparsed(source.path, { kind, name }, read);
  if (!read.usable) return file;
  const { text } = file;
  if (text.trim() === '') return withProblems(file, [emptyFile(file)]);
  if (kind !== 'email') return parseYaml(file, { file, text, base: 0 });

  const { front, body, problems } = splitEmail(file);
  const email = withProblems(file, problems);
  if (!front || !body) return email;
  return parseYaml({ ...email, body }, { file, text: front.text, base: front.offset });
}
