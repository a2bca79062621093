import type { Change, ReferenceFact, ReferenceSale } from './fact.ts';

/** A fact before it has a number. */
export type Unnumbered = ReferenceFact extends infer F
  ? F extends unknown
    ? Omit<F, 'sequence' | 'changes'>
    : never
  : never;

/** A fact, and the fields that it changes. */
export interface Told {
  fact: Unnumbered;
  values: Record<string, number | string>;
}

/** What a step asks to have recorded, or somebody does by hand. */
export interface Wish {
  set?: Record<string, string | number>;
  tag?: string[];
  untag?: string[];
  add?: string;
  remove?: string;
}

/** The database, as far as one contact is concerned: what is known of them, and the facts that change it. */
export class World {
  private readonly figures: Record<string, number | string | null> = {
    status: 'applied',
    totalSales: 0,
    numberOfSales: 0,
    totalCommission: 0,
    tier: null,
    points: null,
    ends: null,
  };
  tags: string[] = [];
  private readonly sales: ReferenceSale[] = [];

  /** Notes what a fact changes. */
  learn({ fact, values }: Told): Change[] {
    const changes = Object.entries(values).map(([field, after]) => ({
      field,
      before: this.figures[field] ?? null,
      after,
    }));
    Object.assign(this.figures, values);
    if (fact.type === 'contact-changed')
      this.tags = [...this.tags.filter((tag) => !fact.removed.includes(tag)), ...fact.added];
    return changes;
  }

  /** What belongs to the membership in the partner program. */
  enrolment(): Record<string, number | string | null> {
    const { tier: _tier, points: _points, ends: _ends, ...enrolment } = this.figures;
    return enrolment;
  }

  /** A decision on an application makes a partner, or not. */
  answered(entry: number, outcome: string): Told {
    if (outcome === 'approved' || outcome === 'rejected')
      return { fact: { type: 'approval-decided', entry, outcome }, values: { status: outcome } };
    return { fact: { type: 'task-done', entry, outcome }, values: {} };
  }

  sale(what: Omit<ReferenceSale, 'id'>, earned: boolean): Told {
    const { totalSales, numberOfSales, totalCommission } = this.figures;
    const sale = { id: `s-${this.sales.length}`, ...what };
    this.sales.push(sale);
    const values = {
      totalSales: Number(totalSales) + sale.amount,
      numberOfSales: Number(numberOfSales) + (sale.kind === 'first' ? 1 : 0),
      totalCommission: Number(totalCommission) + (earned ? sale.amount / 5 : 0),
    };
    return { fact: { type: 'sale-recorded', sale, earned }, values };
  }

  /** Undefined where so much was never earned. */
  refund(amount: number, full: boolean): Told | undefined {
    const totalSales = Number(this.figures['totalSales']) - amount;
    const sold = this.sales.findLast((sale) => sale.amount === amount) ?? this.sales.at(-1);
    if (totalSales < 0 || !sold) return undefined;
    return { fact: { type: 'sale-refunded', sale: sold, full }, values: { totalSales } };
  }

  /** What becomes of own fields and tags: a value, or a tag, that is there already is no change. */
  change({ set = {}, tag = [], untag = [] }: Wish): Told {
    const values = Object.entries(set).filter(([field, value]) => this.figures[field] !== value);
    const added = tag.filter((one) => !this.tags.includes(one));
    const removed = untag.filter((one) => this.tags.includes(one));
    return { fact: { type: 'contact-changed', added, removed }, values: Object.fromEntries(values) };
  }

  /** The fact that a step asks for. */
  granted(wish: Wish): Told {
    const { add, remove } = wish;
    if (add !== undefined) return { fact: { type: 'added', map: add }, values: {} };
    if (remove !== undefined) return { fact: { type: 'removed', map: remove }, values: {} };
    return this.change(wish);
  }
}
