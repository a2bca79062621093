import { defaultPayloadConverter, type Payload, type PayloadConverter } from '@temporalio/common';

/**
 * Reads payloads as JSON. Bytes that cannot be read become `{ unreadable }` instead of an error: a malformed
 * signal would otherwise fail every task of the run, for ever.
 */
export const payloadConverter: PayloadConverter = {
  toPayload: (value) => defaultPayloadConverter.toPayload(value),
  fromPayload: <T>(payload: Payload): T => {
    try {
      return defaultPayloadConverter.fromPayload<T>(payload);
    } catch {
      return { unreadable: true } as T;
    }
  },
};
