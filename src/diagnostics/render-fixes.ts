import { styleText } from 'node:util';
import type { Checked, Fixed } from './fix-in-rounds.ts';
import { harmless } from './harmless.ts';
import { wrapText } from './wrap-text.ts';

const WHY_LEFT_ALONE = 'its fixes would uncover more errors than they mend. Make them by hand.';

/** What `check --fix` did, for people: a line for each fix, and one for each file that was left alone. */
export function renderFixes(
  { fixed, leftAlone }: Pick<Fixed<Checked>, 'fixed' | 'leftAlone'>,
  { color, width = Number.POSITIVE_INFINITY }: { color: boolean; width?: number },
): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const lines = [
    ...fixed.map(({ file, start, code, fixes }) => {
      const where = paint('bold', `${harmless(file)}:${start.line}`);
      return `${where} ${paint('green', 'fixed')} ${code}: ${harmless(fixes[0]?.title ?? '')}`;
    }),
    ...leftAlone.map(
      (file) => `${paint('bold', harmless(file))} ${paint('yellow', 'left as it was')}: ${WHY_LEFT_ALONE}`,
    ),
  ];
  return lines.length === 0 ? '' : `${lines.map((line) => wrapText(line, width, '  ')).join('\n')}\n\n`;
}
