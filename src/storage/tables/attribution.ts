/** Visits by the links of partners: which of a visitor's visits counts for a sale or a sign-up is a rule of the program. */
export interface LinkClicksTable {
  /** Random: it travels to the shop and comes back with the sale. */
  id: string;
  program: string;
  /** The partner whose link it was. */
  contact_id: string;
  /** Random, from the visitor's cookie: all that is known of them. */
  visitor: string;
  clicked_at: number;
  /** When the program's `cookie` time of this visit ends. */
  counts_until: number;
}
