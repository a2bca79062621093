import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

/**
 * Refuses an address or a form with U+0000 in it, before any route looks something up by it: PostgreSQL takes no text with
 * it, and nobody types it. Bodies of webhooks are texts here still; their schemas refuse it.
 */
export async function refuseNul({ params, query, body }: FastifyRequest): Promise<void> {
  if (![params, query, body].some(holdsNul)) return;
  throw new Problem({
    status: 400,
    code: 'bad-character',
    title: 'This cannot be read',
    detail:
      'The address or the form holds the character U+0000, which no text has. Please check where it came from.',
  });
}

/** Of what Fastify has read: texts, or several of them under one name. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);
}
