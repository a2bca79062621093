import { InvalidArgumentError } from 'commander';
import { readInstant, type Instant } from '../program/time.ts';

/** A date-time with a zone: `2026-01-05T09:00:00Z` (RFC 3339). @throws InvalidArgumentError */
export function parseInstant(text: string): Instant {
  const instant = readInstant(text);
  if (instant !== undefined) return instant;
  throw new InvalidArgumentError('Write a date and time with a zone, such as 2026-01-05T09:00:00Z.');
}

/** A JSON object. @throws InvalidArgumentError */
export function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // The message below says what is wanted.
  }
  throw new InvalidArgumentError('Write a JSON object, such as {"course":"basics"}.');
}

/** The email address of a person; only its form is looked at. @throws InvalidArgumentError */
export function parseEmail(text: string): string {
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return text;
  throw new InvalidArgumentError('Write an email address, such as kim@example.com.');
}

/** An id of a sale or refund: 1 to 200 printable characters. @throws InvalidArgumentError */
export function parseId(text: string): string {
  if (/^[\x21-\x7e]{1,200}$/.test(text)) return text;
  throw new InvalidArgumentError('Write 1 to 200 letters, digits and signs, without spaces.');
}
