import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { checkedLookup, checkHost } from './checked-lookup.ts';
import type { OutgoingRequest } from './fill-in.ts';
import type { WebhookAnswer } from './outcome-of.ts';
import type { WebhookSettings } from './settings.ts';

/** Of an answer so much is read, for who answers to come to an end. */
const MOST_READ = 64 * 1024;

/**
 * Sends a request and waits for the whole answer, which is thrown away. Redirects are not followed.
 * @throws WebhookRefused, the reason of `signal`, and what Node throws where there is no answer.
 */
export async function sendRequest(
  request: OutgoingRequest,
  settings: WebhookSettings,
  signal: AbortSignal,
): Promise<WebhookAnswer> {
  checkHost(settings.allow, request.url);
  try {
    const response = await responseTo(request, settings, signal);
    await readAway(response);
    const { statusCode = 0, headers } = response;
    const retryAfter = headers['retry-after'];
    return { status: statusCode, ...(retryAfter === undefined ? {} : { retryAfter }) };
  } catch (error) {
    // In the middle of an answer Node only says that the connection broke.
    signal.throwIfAborted();
    throw error;
  }
}

async function readAway(response: IncomingMessage): Promise<void> {
  let read = 0;
  for await (const chunk of response) {
    read += (chunk as Buffer).length;
    if (read > MOST_READ) return;
  }
}

function responseTo(
  { url, method, headers, body }: OutgoingRequest,
  settings: WebhookSettings,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method,
      headers:
        body === undefined ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // A connection of its own: one that is kept was checked for another call.
      agent: false,
      lookup: checkedLookup(settings),
      signal,
    });
    // It stays: the connection may also break while the answer is read.
    request.on('error', reject);
    request.on('response', resolve);
    request.end(body);
  });
}
