import type { FastifyRequest } from 'fastify';

/** Not who only asks for the head, nor a browser that fetches ahead (Fetch Standard, `Sec-Purpose`). */
export function isVisit({ method, headers }: FastifyRequest): boolean {
  const purpose = headers['sec-purpose'] ?? headers['purpose'] ?? '';
  return method === 'GET' && !String(purpose).includes('prefetch');
}
