import type { MonthOfSales } from '../../partners/sales-by-month.ts';
import { formatMoney } from '../../program/money.ts';
import type { Currency } from '../../program/program.ts';
import { html, type Html } from './html.ts';
import { dateWords, type Reader } from './when.ts';

/** Sales over time, in the words of `reader`; money in minor units of `currency`. */
export interface SalesChart {
  months: readonly MonthOfSales[];
  currency: Currency;
  reader: Reader;
}

/** Pixels from the top: room for the highest figure, the bars, and the names of the months below. */
const TOP = 28;
const BARS = 150;
const HEIGHT = TOP + BARS + 30;

/** Bars take this much of a month's width. */
const FILLED = 0.64;

/** A month in words, long for the table and short for the picture. */
interface Month extends MonthOfSales {
  name: string;
  short: string;
  money: string;
}

/** Bars by month, and the same as a table. */
export function salesChart(chart: SalesChart): Html {
  const months = inWords(chart);
  return html`<figure class="chart">
    ${picture(months, chart)}
    <details>
      <summary class="quiet">As a table</summary>
      ${table(months, chart.reader)}
    </details>
  </figure>`;
}

function inWords({ months, currency, reader }: SalesChart): Month[] {
  return months.map((month) => ({
    ...month,
    name: dateWords(month.start, 'month', reader),
    short: dateWords(month.start, 'shortMonth', reader),
    money: formatMoney(month.amount, currency, reader.locale),
  }));
}

/** Widths are shares of the page's, heights and letters are not: so it is read as well on a phone. */
function picture(months: readonly Month[], { currency, reader }: SalesChart): Html {
  const best = months.reduce((a, b) => (b.amount > a.amount ? b : a));
  const depth = depthOf(months.map(({ amount }) => amount));
  const y = (amount: number): number => Math.round(TOP + depth(amount) * BARS);
  const width = 100 / months.length;
  return html`<svg role="img" width="100%" height="${HEIGHT}" aria-labelledby="chart-title chart-text">
    <title id="chart-title">Sales less refunds, by month</title>
    <desc id="chart-text">The best of twelve months is ${best.name} with ${best.money}.</desc>
    <text x="0" y="${y(best.amount) - 8}">${formatMoney(best.amount, currency, reader.locale, true)}</text>
    <line class="guide" x1="0" x2="100%" y1="${y(best.amount)}" y2="${y(best.amount)}" />
    <line class="base" x1="0" x2="100%" y1="${y(0)}" y2="${y(0)}" />
    ${months.map((month, index) => {
      const [from, to] = [y(Math.max(month.amount, 0)), y(Math.min(month.amount, 0))];
      return html`<g>
        <title>${month.name}: ${month.money}</title>
        <rect
          x="${percent(width * (index + (1 - FILLED) / 2))}"
          width="${percent(width * FILLED)}"
          y="${from}"
          height="${month.amount === 0 ? 0 : Math.max(2, to - from)}"
          rx="3"
        />
        <text x="${percent(width * (index + 0.5))}" y="${HEIGHT - 8}" text-anchor="middle"
          >${month.short}</text
        >
      </g>`;
    })}
  </svg>`;
}

function table(months: readonly Month[], { locale }: Reader): Html {
  const count = new Intl.NumberFormat(locale);
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Month</th>
        <th scope="col" class="number">Sales</th>
        <th scope="col" class="number">Amount, less refunds</th>
      </tr>
    </thead>
    <tbody>
      ${months.toReversed().map(
        ({ name, sales, money }) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="number">${count.format(sales)}</td>
            <td class="number">${money}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** How far below the top an amount lies, from 0 to 1; zero is always in the picture. */
function depthOf(amounts: readonly number[]): (amount: number) => number {
  const [highest, lowest] = [Math.max(0, ...amounts), Math.min(0, ...amounts)];
  return (amount) => (highest === lowest ? 1 : (highest - amount) / (highest - lowest));
}

function percent(share: number): string {
  return `${share.toFixed(2)}%`;
}
