import { px, textAt, xmlText } from '../../diagram/svg/draw.ts';
import { DARK, LIGHT, type Theme, type Tone } from '../../diagram/svg/palette.ts';
import { textWidth } from '../../diagram/svg/text-width.ts';
import { grouped } from '../../diagram/value-words.ts';
import type { MailCount, PopulationReport } from './population-report.ts';

const SIZE = { width: 960, height: 480 };
const MARGIN = 28;
const PLOT = { left: 76, right: MARGIN, bottom: 40 };
const LEGEND_ROW = 20;
const WEEK = 7 * 86_400_000;
/** More kinds of mail than this cannot be told apart: the rarest become one. */
const MOST_KINDS = 7;
const TONES: readonly Tone[] = ['mail', 'milestone', 'people', 'choice', 'outside', 'data', 'goal', 'time'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SANS = `system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif`;

/** Mails per week as an SVG document of its own: a bar for each week, in it a part for each kind of mail. */
export function populationPlot(report: PopulationReport): string {
  const kinds = kindsOf(report.mails);
  const weeks = report.mails[0]?.weeks.length ?? 1;
  const totals = Array.from({ length: weeks }, (_, week) => sum(kinds.map((kind) => kind.weeks[week] ?? 0)));
  const step = stepFor(Math.max(1, ...totals));
  const top = Math.ceil(Math.max(1, ...totals) / step) * step;
  const { items, height: legendHeight } = legend(kinds);
  const y = 64 + legendHeight;
  const scale = {
    y,
    weeks,
    top,
    height: SIZE.height - y - PLOT.bottom,
    width: SIZE.width - PLOT.left - PLOT.right,
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="mapwright-plot" width="${SIZE.width}" height="${SIZE.height}" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-labelledby="mapwright-plot-title mapwright-plot-desc">`,
    `<title id="mapwright-plot-title">${xmlText(report.population)}</title>`,
    `<desc id="mapwright-plot-desc">${xmlText(inWords(report))}</desc>`,
    `<style>${styleSheet()}</style>`,
    `<rect class="page" x=".5" y=".5" width="${SIZE.width - 1}" height="${SIZE.height - 1}" rx="14"/>`,
    textAt({ x: MARGIN, y: 38 }, 'heading', `Mails per week: ${report.population}`),
    ...items,
    ...lines(scale, step),
    ...months(scale, Date.parse(report.start)),
    ...bars(scale, kinds, report.start),
    '</svg>',
    '',
  ].join('\n');
}

interface Scale {
  /** Where the upper end is. */
  y: number;
  weeks: number;
  /** Mails at the upper end. */
  top: number;
  height: number;
  width: number;
}

function kindsOf(mails: readonly MailCount[]): Pick<MailCount, 'template' | 'weeks'>[] {
  const [shown, rest] = [mails.slice(0, MOST_KINDS), mails.slice(MOST_KINDS)];
  if (rest.length === 0) return shown;
  const weeks = (rest[0]?.weeks ?? []).map((_, week) => sum(rest.map((kind) => kind.weeks[week] ?? 0)));
  return [...shown, { template: `${rest.length} others`, weeks }];
}

function bars(
  { y: upper, weeks, top, height, width }: Scale,
  kinds: ReturnType<typeof kindsOf>,
  start: string,
): string[] {
  const wide = width / weeks;
  return Array.from({ length: weeks }).flatMap((_, week) => {
    const from = new Date(Date.parse(start) + week * WEEK).toISOString().slice(0, 10);
    let bottom = upper + height;
    return kinds.flatMap(({ template, weeks: counts }, index) => {
      const count = counts[week] ?? 0;
      if (count === 0) return [];
      const tall = (count / top) * height;
      bottom -= tall;
      const x = PLOT.left + week * wide + wide * 0.12;
      return `<rect class="kind-${TONES[index]}" x="${px(x)}" y="${px(bottom)}" width="${px(wide * 0.76)}" height="${px(tall)}"><title>${xmlText(`${template}, week of ${from}: ${grouped(count)}`)}</title></rect>`;
    });
  });
}

/** The kinds with their colours, in as many rows as they need; answers the height of the rows, too. */
function legend(kinds: ReturnType<typeof kindsOf>): { items: string[]; height: number } {
  let [x, row] = [MARGIN, 0];
  const items = kinds.map(({ template, weeks }, index) => {
    const words = `${template} ${grouped(sum(weeks))}`;
    const wide = 18 + textWidth(words, { size: 12 }) + 22;
    if (x + wide > SIZE.width && x > MARGIN) [x, row] = [MARGIN, row + 1];
    const y = 52 + row * LEGEND_ROW;
    const square = `<rect class="kind-${TONES[index]}" x="${px(x)}" y="${y}" width="12" height="12" rx="3"/>`;
    const item = square + textAt({ x: x + 18, y: y + 10.5 }, 'note', words);
    x += wide;
    return item;
  });
  return { items, height: (row + 1) * LEGEND_ROW };
}

function lines({ y: upper, top, height, width }: Scale, step: number): string[] {
  return Array.from({ length: Math.round(top / step) + 1 }, (_, index) => {
    const value = index * step;
    const y = upper + height - (value / top) * height;
    return `<path class="line" d="M${PLOT.left} ${px(y)}h${px(width)}"/>${textAt({ x: PLOT.left - 10, y: y + 4 }, 'note', grouped(value), 'end')}`;
  });
}

/** The name of each month under the first week that begins in it. */
function months({ y: upper, weeks, height, width }: Scale, start: number): string[] {
  const monthAt = (week: number) => new Date(start + week * WEEK).getUTCMonth();
  // Of several years every third month is enough.
  const every = Math.max(1, Math.ceil(weeks / 60));
  return Array.from({ length: weeks }, (_, week) => week)
    .filter((week) => (week === 0 || monthAt(week) !== monthAt(week - 1)) && monthAt(week) % every === 0)
    .map((week) =>
      textAt(
        { x: PLOT.left + (week / weeks) * width, y: upper + height + 20 },
        'note',
        MONTHS[monthAt(week)] ?? '',
      ),
    );
}

/** 1, 2 or 5 times a power of ten, so that there are at most six lines. */
function stepFor(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 5));
  const found = [1, 2, 5, 10].find((factor) => most / (power * factor) <= 6) ?? 10;
  return Math.max(1, power * found);
}

function inWords({ mails, peaks, contacts }: PopulationReport): string {
  const kinds = mails.map(({ template, total }) => `${template} ${grouped(total)}`).join(', ');
  return `${grouped(contacts)} contacts. Mails: ${kinds}. The busiest week begins on ${peaks.week.from.slice(0, 10)}, with ${grouped(peaks.week.mails)} mails.`;
}

function styleSheet(): string {
  const rules = ({ around, tones }: Theme): string =>
    [
      `.page{fill:${around.page};stroke:${around.border}}`,
      `.line{stroke:${around.border};fill:none}`,
      `.heading{fill:${around.title}}`,
      `.note{fill:${around.text}}`,
      ...TONES.map((tone) => `.kind-${tone}{fill:${tones[tone].line}}`),
    ]
      .map((rule) => `.mapwright-plot ${rule}`)
      .join('');
  return (
    `.mapwright-plot text{font-family:${SANS}}.mapwright-plot .heading{font-size:20px;font-weight:650}.mapwright-plot .note{font-size:12px}` +
    `${rules(LIGHT)}@media (prefers-color-scheme:dark){${rules(DARK)}}`
  );
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
