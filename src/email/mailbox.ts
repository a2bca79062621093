import addressparser from 'nodemailer/lib/addressparser';
import { EmailError } from './compiled-email.ts';

/** One address with the name of whoever reads it. */
export interface Mailbox {
  name?: string;
  address: string;
}

/**
 * Reads one RFC 5322 mailbox, such as `Acme partners <partners@acme.example>`.
 * @throws EmailError when the text is not exactly one mailbox.
 */
export function parseMailbox(text: string): Mailbox {
  const [first, ...others] = addressparser(text, { flatten: true });
  if (!first?.address.includes('@') || others.length > 0) {
    throw new EmailError(
      `"${text}" is not one email address. Write it as: Acme partners <partners@acme.example>`,
    );
  }
  return first.name ? { name: first.name, address: first.address } : { address: first.address };
}

/** The part behind the last `@`, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
