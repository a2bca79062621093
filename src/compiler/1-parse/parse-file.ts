import type { FileName } from './document-kind.ts';
import { splitEmail } from './front-matter.ts';
import { ignoreComments } from './ignore-comments.ts';
import { emptyFile, rootLine, unparsed, withProblems, type ParsedFile } from './parsed-file.ts';
import { readPlainYaml } from './plain/read-plain.ts';
import type { YamlPart } from './read-yaml.ts';
import type { SourceText } from './source-text.ts';
import { readText } from './text-problems.ts';

/** Reads one file; whatever is wrong with it becomes a diagnostic. */
export async function parseFile(
  source: SourceText,
  { kind, name }: Pick<FileName, 'name'> & { kind: ParsedFile['kind'] },
): Promise<ParsedFile> {
  const read = readText(source);
  const file = unparsed(source.path, { kind, name }, read);
  if (!read.usable) return file;
  const { text } = file;
  if (text.trim() === '') return withProblems(file, [emptyFile(file)]);
  if (kind !== 'email') return await parseYaml(file, { file, text, base: 0 });

  const { front, body, problems } = splitEmail(file);
  const email = withProblems(file, problems);
  if (!front || !body) return email;
  return await parseYaml({ ...email, body }, { file, text: front.text, base: front.offset });
}

async function parseYaml(file: ParsedFile, part: YamlPart): Promise<ParsedFile> {
  const plain = readPlainYaml(part.text, part.base);
  if (plain) {
    const { value, origins, root, comments } = plain;
    const ignores = ignoreComments(
      part.text,
      () => comments,
      (offset) => offset + part.base,
    );
    return { ...file, value, origins, root: rootLine(file.text, root), ignores };
  }
  // The YAML library is loaded only for files that need it: loading it takes as long as reading a hundred files.
  const { parseCarefully } = await import('./parse-carefully.ts');
  return parseCarefully(file, part);
}
