import { diagnostic } from '../../../diagnostics/catalog.ts';
import type { Edit } from '../edits.ts';
import type { Span } from '../origins.ts';
import { tokensOf } from '../tokens.ts';
import { lineAt, lineBelow, shortened } from './lines.ts';
import type { Mistake, Recogniser, Trouble } from './mistake.ts';
import { blockValue } from './quoting.ts';

/** A quote that is never closed, or only by the opening quote of a later value. */
export const unclosedQuote: Recogniser = ({ text, span: noticed, code }) => {
  let open: Span | undefined;
  for (const token of tokensOf(text)) {
    if (token.start >= noticed.start) break;
    const first = text[token.start];
    if (first === '"' || first === "'") open = token;
  }
  if (!open) return undefined;
  const written = text.slice(open.start, open.end);
  const swallows = /\n\s*(?:- +)*(?:[\w-]+:(?:\s|$)|- )/.test(written);
  const reachesEnd = code === 'MISSING_CHAR' && open.end >= noticed.start;
  if (!reachesEnd && !(swallows && text.slice(open.end, noticed.start).trim() === '')) return undefined;
  const line = lineAt(text, open.start);
  const end = line.start + line.text.trimEnd().length;
  const span = { start: open.start, end };
  const mistake = unclosed(text, span, { start: end, end, text: written[0] ?? '' }, true);
  if (!/\s#\s/.test(text.slice(open.start, end))) return mistake;
  // Nobody knows whether the comment was to be one.
  const before = line.start + withoutComment(line.text).length;
  const edit = { start: before, end: before, text: written[0] ?? '' };
  return { ...mistake, repair: { edits: [edit], changesValue: true } };
};

/** A bracket or brace that is never closed. */
export const unclosedBracket: Recogniser = (trouble) => {
  const { text, span } = trouble;
  if (!/^Flow \w+ .*end with|^Expected flow/.test(trouble.message)) return extraBracket(trouble);
  const open: number[] = [];
  for (const token of tokensOf(text)) {
    if (token.start > span.start) break;
    const mark = text.slice(token.start, token.end);
    if (token.start < span.start && (mark === '[' || mark === '{')) open.push(token.start);
    if (mark !== ']' && mark !== '}') continue;
    const opened = open.pop();
    if (opened !== undefined && CLOSING[text[opened] ?? ''] !== mark)
      return closedByOther(text, opened, token);
  }
  const innermost = open.at(-1);
  if (innermost === undefined) return undefined;
  const line = lineAt(text, innermost);
  const below = lineBelow(text, line);
  if (below && span.start <= below.end && !/^\s*(?:- |[\w-]+:(?:\s|$))/.test(below.text))
    return tooFarLeft(trouble);
  const end = line.start + withoutComment(line.text).length;
  const closing = open
    .filter((at) => at >= line.start)
    .map((at) => CLOSING[text[at] ?? ''] ?? '')
    .toReversed()
    .join('');
  const edit = { start: end, end, text: closing };
  const comment = text.slice(end, line.end).trim();
  const opened = { start: innermost, end };
  return /[\]}]/.test(comment) ? closedInComment(text, opened, edit, comment) : unclosed(text, opened, edit);
};

function unclosed(text: string, span: Span, edit: Edit, changesValue?: true): Mistake {
  const args = {
    mark: text[span.start] ?? '',
    problem: 'is never closed',
    hint: `Add \`${edit.text}\` where it ends`,
  };
  return {
    span,
    tell: (place, more) => diagnostic('MW136', args, place, more),
    repair: {
      edits: [edit],
      title: `Add \`${edit.text}\` at the end of the line`,
      ...(changesValue ? { changesValue } : {}),
    },
  };
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** `[a, b}`: the wrong mark; `{ days: [mon, tue }`: the right one is not there, and nobody knows where it belongs. */
function closedByOther(text: string, start: number, closed: Span): Mistake {
  const mark = text[start] ?? '';
  const closing = CLOSING[mark] ?? '';
  const other = text[closed.start] ?? '';
  const line = lineAt(text, start).text;
  const isForgotten = line.split(other === '}' ? '{' : '[').length === line.split(other).length;
  if (isForgotten) {
    const edit = { start: closed.start, end: closed.start, text: closing };
    const span = { start, end: text.slice(0, closed.start).trimEnd().length };
    return { ...unclosed(text, span, edit), repair: { edits: [edit], changesValue: true } };
  }
  const args = { mark, problem: `is closed by \`${other}\``, hint: `Write \`${closing}\` there` };
  return {
    span: { start, end: closed.end },
    tell: (place, more) => diagnostic('MW136', args, place, more),
    repair: { edits: [{ ...closed, text: closing }], title: `Write \`${closing}\` instead` },
  };
}

function extraBracket({ text, span, message }: Trouble): Mistake | undefined {
  const mark = text.slice(span.start, span.start + 1);
  if (!/^[\]}]$/.test(mark) || !message.startsWith('Unexpected flow')) return undefined;
  const one = { start: span.start, end: span.start + 1 };
  return {
    span: one,
    tell: (place, more) =>
      diagnostic(
        'MW136',
        { mark, problem: 'closes nothing', hint: 'Remove it, or open it where it begins' },
        place,
        more,
      ),
    repair: { edits: [{ ...one, text: '' }] },
  };
}

/** `reentry: cooldown: 30 days }`: the opening brace was forgotten, or cut off. */
export const unopenedBracket: Recogniser = ({ text, line }) => {
  const value = blockValue(line);
  const written = value && text.slice(value.start, value.end);
  const mark = written?.at(-1) ?? '';
  if (!value || !written || !/^[A-Za-z_][\w-]*:\s.*[\]}]$/.test(written)) return undefined;
  const opening = mark === '}' ? '{' : '[';
  if (written.split(opening).length > written.split(mark).length - 1) return undefined;
  const args = { mark, problem: 'closes nothing', hint: `Open it with \`${opening}\` where it begins` };
  return {
    span: { start: value.end - 1, end: value.end },
    tell: (place, more) => diagnostic('MW136', args, place, more),
    repair: { edits: [{ start: value.start, end: value.start, text: `${opening} ` }] },
  };
};

function closedInComment(text: string, span: Span, edit: Edit, comment: string): Mistake {
  const mark = text[span.start] ?? '';
  const problem = `is never closed: \`${shortened(comment)}\` is a comment, because a space stands before the \`#\``;
  const hint = 'Put a text that holds `#` in quotes, or move the comment to a line of its own';
  return {
    span,
    tell: (place, more) => diagnostic('MW136', { mark, problem, hint }, place, more),
    repair: { edits: [edit] },
  };
}

function tooFarLeft({ span, line }: Trouble): Mistake {
  const problem = 'What stands in brackets over several lines must be indented deeper than its key';
  const hint = 'Indent the lines inside the brackets, and the closing one, deeper than the key.';
  return {
    span: { start: span.start, end: Math.max(span.start + 1, line.start + line.text.trimEnd().length) },
    tell: (place, more) => diagnostic('MW101', { problem, hint }, place, more),
  };
}

function withoutComment(line: string): string {
  const comment = line.search(/\s#/);
  return (comment === -1 ? line : line.slice(0, comment)).trimEnd();
}
