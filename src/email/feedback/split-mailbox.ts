/**
 * The mails in a file: those of a mailbox (`mbox`, RFC 4155 appendix A), which begins with a `From ` line, or else the one
 * mail that the file is. Lines of a mail that look like such a line have a `>` before them in a mailbox.
 */
export function mailsIn(raw: Uint8Array): Uint8Array[] {
  // One character for each byte, and back: what the mails themselves are written in is their business.
  const text = Buffer.from(raw).toString('latin1');
  if (!text.startsWith('From ')) return [raw];
  const [, first = ''] = /^[^\n]*\n(.*)$/s.exec(text) ?? [];
  return first.split(SEPARATOR).map((mail) => Buffer.from(mail.replace(/^>(?=>*From )/gm, ''), 'latin1'));
}

/** A blank line, and a line with who sent the mail and when: `From MAILER-DAEMON Mon Jan  5 09:00:00 2026`. */
const SEPARATOR = /(?<=\n\r?\n)From \S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d[^\n]*\n/;
