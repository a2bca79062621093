import type { Schema } from '../../messages/schemas.ts';

/** A request and its answer, as they stand in the document under one name. A test sends each and compares. */
export interface Example {
  /** What it shows, for people. */
  summary: string;
  request: object;
  status: number;
  answer: object;
}

/** Examples by name, in the order in which they can be sent. */
export type Examples = Readonly<Record<string, Example>>;

/** An answer that no request example brings about, such as that to a wrong signature. */
export interface OtherAnswer {
  status: number;
  name: string;
  summary: string;
  answer: object;
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  200: 'Known already, with the same content: nothing was changed.',
  202: 'Committed. It counts, whatever happens to us from here on.',
  400: 'The request cannot be read.',
  401: 'The signature does not fit, or is too old.',
  409: 'The id was used for something else; or a request with this Idempotency-Key is still being answered.',
  413: 'The body is larger than 256 KiB.',
  415: 'The body is not application/json, or it is compressed.',
  422: 'It was read, and cannot be recorded as it is; or the Idempotency-Key was used with another body.',
  500: 'A mistake of ours. Send it again later: what was recorded counts once.',
};

const PROBLEM = 'application/problem+json';

/** The request body of an operation: its schema, and its examples by name. */
export function requestBody(schema: Schema, examples: Examples): object {
  const shown = Object.entries(examples).map(([name, { summary, request }]) => [
    name,
    { summary, value: request },
  ]);
  return {
    required: true,
    content: { 'application/json': { schema, examples: Object.fromEntries(shown) } },
  };
}

/** All answers of an operation by status: the examples bear the names of the requests that they answer. */
export function responses(success: Schema, examples: Examples, others: readonly OtherAnswer[]): object {
  const answers: OtherAnswer[] = [
    ...Object.entries(examples).map(([name, { status, summary, answer }]) => ({
      status,
      name,
      summary,
      answer,
    })),
    ...others,
  ];
  const statuses = [...new Set(answers.map(({ status }) => status))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const shown = answers.filter((each) => each.status === status);
      const content = {
        schema: status < 300 ? success : { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(
          shown.map(({ name, summary, answer }) => [name, { summary, value: answer }]),
        ),
      };
      const type = status < 300 ? 'application/json' : PROBLEM;
      return [String(status), { description: DESCRIPTIONS[status] ?? '', content: { [type]: content } }];
    }),
  );
}
