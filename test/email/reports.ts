/** Address, action, status and diagnostic code of one recipient. */
type Recipient = readonly [address: string, action: string, status: string, diagnostic: string];

/** A delivery status notification as Postfix writes it (RFC 3464, example in appendix E.1). */
export function deliveryReport(messageId: string, recipients: readonly Recipient[]): Buffer {
  const each = recipients.map(
    ([address, action, status, diagnostic]) =>
      `Final-Recipient: rfc822; ${address}\nOriginal-Recipient: rfc822;${address}\nAction: ${action}\nStatus: ${status}\n` +
      `Remote-MTA: dns; mx.example.net\nDiagnostic-Code: ${diagnostic.replace(' ', '\n    ')}\n`,
  );
  const status = `Reporting-MTA: dns; mail.acme.example\nArrival-Date: Mon, 5 Jan 2026 09:00:00 +0000\n\n${each.join('\n')}`;
  return report(
    'delivery-status',
    'message/delivery-status',
    status,
    'text/rfc822-headers',
    original(messageId),
  );
}

/** A feedback report (RFC 5965, example in appendix B.1). */
export function complaintReport(messageId: string, type: string): Buffer {
  const feedback = `Feedback-Type: ${type}\nUser-Agent: SomeGenerator/1.0\nVersion: 1\nOriginal-Rcpt-To: <ada@example.com>\n`;
  return report(
    'feedback-report',
    'message/feedback-report',
    feedback,
    'message/rfc822',
    `${original(messageId)}\nHello\n`,
  );
}

function original(messageId: string): string {
  return `From: Acme <partners@acme.example>\nTo: Ada <ada@example.com>\nSubject: Welcome\nMessage-ID:\n ${messageId}\n`;
}

function report(type: string, machine: string, content: string, attached: string, mail: string): Buffer {
  const text = `From: MAILER-DAEMON@mx.example.net
To: partners@acme.example
Message-ID: <report@mx.example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=${type}; boundary="b"

--b
Content-Type: text/plain

This is the mail system.

--b
Content-Type: ${machine}

${content}
--b
Content-Type: ${attached}

${mail}
--b--
`;
  return Buffer.from(text.replaceAll('\n', '\r\n'));
}
