import { Document, isCollection, isMap } from 'yaml';

/** A value as an author would write it on one line: the outermost mapping without braces. */
export function asYaml(value: unknown): string {
  const document = new Document(value);
  const { contents } = document;
  if (isMap(contents)) {
    for (const { value: inner } of contents.items) if (isCollection(inner)) inner.flow = true;
  }
  return document.toString({ singleQuote: true, lineWidth: 0, flowCollectionPadding: true }).trimEnd();
}
