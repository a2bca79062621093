import { EmailError } from './compiled-email.ts';
import type { CompiledEmail } from './compiled-email.ts';
import type { MergeContext } from './merge-context.ts';
import { templateOf } from './merge-template.ts';

/** A mail ready for the envelope. */
export interface MergedEmail {
  subject: string;
  html: string;
  text: string;
}

/**
 * Fills in the merge fields: escaped in HTML, as they are in the subject and the text part.
 * @throws EmailError naming the email and the field, when the mail has no such field.
 */
export function mergeEmail(email: CompiledEmail, context: MergeContext): MergedEmail {
  try {
    const { fields, wording } = context;
    return {
      subject: oneLine(templateOf(email.subject, 'none')(fields, wording)),
      html: templateOf(email.html, 'html')(fields, wording),
      text: tidy(templateOf(email.text, 'none')(fields, wording)),
    };
  } catch (error) {
    if (!(error instanceof EmailError)) throw error;
    throw new EmailError(`Email "${email.name}" cannot be written: ${error.message}`, { cause: error });
  }
}

/** A header is one line: a value with line breaks in it must not begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** A condition that does not hold leaves its empty lines behind. */
function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/\n{3,}/g, '\n\n');
}
