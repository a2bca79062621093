import type { Currency } from './program.ts';

/** What the pages, the ledger and the mailer need of `*.program.yaml`, `sending.yaml` and `contact.yaml`, compiled. */
export interface Settings {
  programs: Record<string, PartnerProgram>;
  sending: SendingPolicy;
}

/** One partner program, compiled. Rates are whole basis points (20 % = 2000). */
export interface PartnerProgram {
  name: string;
  title: string;
  currency: Currency;
  /** BCP 47 tag used where the contact has none. */
  locale: string;
  /** IANA zone used where the contact has none. */
  timeZone: string;
  commissionBasisPoints: number;
  signUpForm?: SignUpForm;
  links: { title: string; url: string }[];
}

export interface SignUpForm {
  id: string;
  fields: FormField[];
  consent?: { topic: string; text: string };
}

/** A built-in field (`firstName`, `lastName`, `email`) or one of the contact's own. */
export interface FormField {
  name: string;
  label: string;
  type: 'string' | 'text' | 'email' | 'url' | 'integer' | 'decimal' | 'boolean' | 'date' | 'enum';
  required: boolean;
  values?: string[];
}

export interface SendingPolicy {
  /** RFC 5322 mailbox, such as `Acme partners <partners@acme.example>`. */
  from: string;
  postalAddress: string;
  /** Team name → addresses. */
  teams: Record<string, string[]>;
}
