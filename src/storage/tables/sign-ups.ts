/** Applications that count once their address is confirmed, and the mails that ask for it. */
export interface SignUpConfirmationsTable {
  /** Random; the token of the link is derived from it with the server's secret. */
  id: string;
  /** SHA-256 of the token. */
  token_hash: string;
  program: string;
  /** Trimmed and lower-cased. */
  email: string;
  /** What was typed, by field: JSON. Null once it is confirmed, for the contact holds it then. */
  submitted: string | null;
  /** The consent box as it was shown and answered, JSON `{ topic, text, ticked }`; null where the form has none. */
  consent: string | null;
  /** The contact who brought the applicant. */
  recruited_by: string | null;
  requested_at: number;
  /** From then on the link opens nothing, and the row goes (`retention.ts`). */
  expires_at: number;
  confirmed_at: number | null;
  /** When the mail is tried (again): while it is being sent, when the sender's lease ends. Null when it is out or given up. */
  mail_due_at: number | null;
  /** Attempts to send the mail so far. */
  mail_attempts: number;
}
