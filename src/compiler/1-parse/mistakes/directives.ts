import { diagnostic } from '../../../diagnostics/catalog.ts';
import { shortened } from './lines.ts';
import type { Mistake } from './mistake.ts';

/** Lines `%…` at the top, which would change how the rest is read. Only `%YAML 1.2` says what holds anyway. */
export function directives(text: string): Mistake[] {
  if (!HEAD.test(text)) return [];
  const found: Mistake[] = [];
  let end = 0;
  for (const { 0: line, index } of text.matchAll(/^[^\n]*(?:\n|$)/gm)) {
    if (/^(?:#.*)?$/.test(line.trim())) continue;
    if (!line.startsWith('%')) {
      end = index;
      break;
    }
    const problem = problemOf(line.trimEnd());
    if (problem !== undefined) found.push(mistake(line, index, problem));
  }
  const isEnded = /^---(?:\s|$)/.test(text.slice(end, end + 4));
  if (found.length > 0 || isEnded) return found;
  const at = text.indexOf('%');
  const line = text.slice(at, text.indexOf('\n', at) + 1 || text.length);
  return [mistake(line, at, 'no line `---` ends it')];
}

const HEAD = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*%/;

function problemOf(line: string): string | undefined {
  const version = /^%YAML[ \t]+(\S+)/.exec(line)?.[1];
  if (version === '1.2') return undefined;
  if (version !== undefined) return 'documents here are YAML 1.2';
  return line.startsWith('%TAG') ? 'tags are not used here' : 'this one is not known';
}

function mistake(line: string, start: number, problem: string): Mistake {
  const written = line.trimEnd();
  const isKnown = /^%(?:YAML|TAG)\b/.test(written);
  return {
    span: { start, end: start + written.length },
    tell: (place, more) => diagnostic('MW134', { text: shortened(written), problem }, place, more),
    repair: {
      edits: [{ start, end: start + line.length, text: '' }],
      ...(isKnown ? { title: 'Remove the line' } : {}),
    },
  };
}
