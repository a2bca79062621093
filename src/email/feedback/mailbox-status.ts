/**
 * Enhanced codes (RFC 3463) that refuse for good, but not because of the mailbox: its sender (x.1.7, x.1.8), a full mailbox
 * or a long message (x.2.2, x.2.3), the server (x.3), a loop or a time that ran out (x.4.6, x.4.7), the protocol (x.5), the
 * content (x.6) or a policy (x.7).
 */
const ABOUT_SOMETHING_ELSE = /^5\.(?:1\.[78]|2\.[23]|4\.[67]|[3567]\.\d{1,3})$/;

/** Whether a permanent enhanced code may mean that a mailbox does not work: then nothing is sent to it any more. */
export function isAboutMailbox(status: string): boolean {
  return /^5\.\d\.\d{1,3}$/.test(status) && !ABOUT_SOMETHING_ELSE.test(status);
}
