/**
 * What every mail about a contact says of itself. RFC 3834 §5: automatic mail says so, and nobody's vacation message answers
 * it. RFC 8058: mail programs show a button for the address under which a POST unsubscribes; only marketing mails have one.
 */
export function mailHeaders(template: string, unsubscribeUrl: string | undefined): Record<string, string> {
  return {
    'Auto-Submitted': 'auto-generated',
    ...(unsubscribeUrl === undefined
      ? {}
      : {
          'List-Unsubscribe': `<${unsubscribeUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
    'X-Mapwright-Template': template,
  };
}
