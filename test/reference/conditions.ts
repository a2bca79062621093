/** What a condition can be asked of: the contact's figures, and the sale that an event is about. Minor units. */
export interface Known {
  totalSales: number;
  numberOfSales: number;
  status: string | null;
  sale?: { amount: number } | undefined;
}

/** Conditions on the contact that generated maps use, and what each means. */
export const CONDITIONS: Readonly<Record<string, (known: Known) => boolean>> = {
  'contact.totalSales >= 2000': ({ totalSales }) => totalSales >= 200_000,
  'contact.numberOfSales > 2': ({ numberOfSales }) => numberOfSales > 2,
  "contact.status == 'approved'": ({ status }) => status === 'approved',
  'contact.totalSales < 1000 && contact.numberOfSales > 0': ({ totalSales, numberOfSales }) =>
    totalSales < 100_000 && numberOfSales > 0,
};

/** Conditions on events about a sale. */
export const SALE_CONDITIONS: Readonly<Record<string, (known: Known) => boolean>> = {
  'event.sale.amount >= 1000': ({ sale }) => sale !== undefined && sale.amount >= 100_000,
  'event.sale.amount < contact.totalSales': ({ sale, totalSales }) =>
    sale !== undefined && sale.amount < totalSales,
};

/** Whether a condition of one of the tables holds. */
export function holds(condition: string, known: Known): boolean {
  const meaning = CONDITIONS[condition] ?? SALE_CONDITIONS[condition];
  if (!meaning) throw new Error(`Nobody said what ${condition} means.`);
  return meaning(known);
}
