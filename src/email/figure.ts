/**
 * A value as a mail prints it, together with what stands behind it: `{{#if}}`, `{{#each}}` and the
 * helpers look at `raw`, the reader sees the text.
 */
export class Figure {
  /** Minor units for money, milliseconds since 1970 for instants. */
  readonly raw: number;
  readonly text: string;

  constructor(raw: number, text: string) {
    this.raw = raw;
    this.text = text;
  }

  /** What Handlebars prints. */
  toString(): string {
    return this.text;
  }
}

/** A list that prints itself as a sentence does in `locale`: "$5,000 and $10,000". */
export function figureList(figures: Figure[], locale: string): Figure[] {
  const text = new Intl.ListFormat(locale).format(figures.map(String));
  return Object.defineProperty([...figures], 'toString', { value: () => text });
}
