/** Whether an `until` is a date or a date-time; otherwise it names a field. */
export function isInstantText(text: string): boolean {
  return /^\d/.test(text);
}
