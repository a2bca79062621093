import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApiDocument } from '../../src/gateway/openapi/document.ts';
import { send, signed } from './sign-webhook.ts';
import { addPartner, START, startTestGateway, type TestGateway } from './test-gateway.ts';

interface Content {
  schema: object;
  example?: unknown;
  examples?: Record<string, { value: object }>;
}
interface Operation {
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, { content: Record<string, Content> }>;
}
interface OpenApi {
  paths: Record<string, { get?: Operation; post?: Operation }>;
  components: object;
}

/** As somebody else reads it: the file. */
const document = JSON.parse(await readFile('docs/openapi.json', 'utf8')) as OpenApi;
const operations = Object.entries(document.paths).flatMap(([path, { get, post }]) =>
  [get, post].flatMap((operation) => (operation ? [{ path, operation }] : [])),
);

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
  const { id } = await addPartner(gateway, { email: 'ada@example.com' });
  await gateway.partners.db
    .updateTable('enrolments')
    .set({ referral_code: 'ADA-17' })
    .where('contact_id', '=', id)
    .execute();
});
afterAll(() => gateway.close());

/** The documented answers of an operation, by the name of their example. */
function answersOf({ responses }: Operation): Map<string, { status: number; type: string; body: object }> {
  return new Map(
    Object.entries(responses).flatMap(([status, { content }]) =>
      Object.entries(content).flatMap(([type, { examples = {} }]) =>
        Object.entries(examples).map(([name, { value }]) => [
          name,
          { status: Number(status), type, body: value },
        ]),
      ),
    ),
  );
}

test('what is published and served is what the code says', async () => {
  expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  const answer = await gateway.http.inject('/openapi.json');
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([
    200,
    'application/json; charset=utf-8',
  ]);
  expect(answer.json()).toEqual(document);
});

test('it is OpenAPI 3.1, by the schema of the specification', async () => {
  const validator = new Validator();
  expect(await validator.validate({ ...document })).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('every signed door is in it', () => {
  const routes = gateway.http.printRoutes({ commonPrefix: false });
  const doors = [...routes.matchAll(/(hooks\/\S+) \(POST\)/g)].map(([, path]) => `/${path}`);
  expect(doors.length).toBeGreaterThan(0);
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(doors));
});

test.each(operations.flatMap(({ path, operation }) => contentsOf(path, operation)))(
  'the examples of %s are of its schema',
  (_what, { schema, example, examples = {} }) => {
    const ajv = new Ajv2020({
      allowUnionTypes: true,
      strict: false,
      formats: { 'date-time': fullFormats['date-time'], uri: true },
    });
    ajv.addSchema({ $id: 'openapi', components: document.components });
    const valid = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')) as object);
    const all = [
      ...Object.values(examples).map(({ value }) => value),
      ...(example === undefined ? [] : [example]),
    ];
    expect(all.length).toBeGreaterThan(0);
    for (const value of all) expect(valid(value), JSON.stringify(valid.errors)).toBe(true);
  },
);

function contentsOf(path: string, { requestBody, responses }: Operation): [string, Content][] {
  const bodies = requestBody ? [['the request', requestBody] as const] : [];
  return [...bodies, ...Object.entries(responses)].flatMap(([what, { content }]) =>
    Object.values(content).map((each): [string, Content] => [`${path}, ${what}`, each]),
  );
}

const hooks = operations.filter(({ path }) => path.startsWith('/hooks/'));

test.each(hooks)('each request of $path is answered as its example says', async ({ path, operation }) => {
  const requests = operation.requestBody?.content['application/json']?.examples ?? {};
  for (const [name, { value }] of Object.entries(requests)) {
    const answer = await send(gateway.http, value, START, path);
    const expected = answersOf(operation).get(name);
    expect({ name, status: answer.statusCode, body: answer.json() }).toEqual({
      name,
      status: expected?.status,
      body: expected?.body,
    });
    expect(answer.headers['content-type']).toBe(`${expected?.type}; charset=utf-8`);
  }
});

const BODY = '{}';
/** How each answer that no request example brings about is brought about. */
const UNREAD: Record<string, { headers: Record<string, string>; payload: string }> = {
  malformed: { headers: signed('{ ', START), payload: '{ ' },
  unsigned: { headers: { 'content-type': 'application/json' }, payload: BODY },
  tooLarge: { headers: signed(BODY, START), payload: ' '.repeat(300 * 1024) },
  text: { headers: { ...signed(BODY, START), 'content-type': 'text/plain' }, payload: BODY },
};

test.each(hooks)('what $path does not read is answered as the examples say', async ({ path, operation }) => {
  const requests = operation.requestBody?.content['application/json']?.examples ?? {};
  const answers = [...answersOf(operation)].filter(([name]) => !(name in requests));
  expect(answers.map(([name]) => name).sort()).toEqual([...Object.keys(UNREAD), 'bug'].sort());
  for (const [name, { status, type, body }] of answers.filter(([each]) => each !== 'bug')) {
    const answer = await gateway.http.inject({ method: 'POST', url: path, ...UNREAD[name] });
    expect({ name, status: answer.statusCode, body: answer.json() }).toEqual({ name, status, body });
    expect(answer.headers['content-type']).toBe(`${type}; charset=utf-8`);
  }
});

test.each(hooks)('a bug behind $path is answered as its example says', async ({ path, operation }) => {
  const broken = await startTestGateway();
  for (const table of ['ledger', 'custom_events', 'mail_events'])
    await broken.partners.db.schema.dropTable(table).execute();
  const request = Object.values(operation.requestBody?.content['application/json']?.examples ?? {})[0];
  const answer = await send(broken.http, request?.value ?? {}, START, path);
  await broken.close();
  expect({ status: answer.statusCode, body: answer.json() }).toEqual({
    status: 500,
    body: answersOf(operation).get('bug')?.body,
  });
});

test.each(['/health', '/ready'])('%s answers as its example says', async (path) => {
  const detail = { temporal: 'connected' };
  const ready = await startTestGateway({ ready: async () => ({ ok: true, detail }) });
  const answer = await ready.http.inject(path);
  await ready.close();
  const example = document.paths[path]?.get?.responses['200']?.content['application/json']?.example;
  expect([answer.statusCode, answer.json()]).toEqual([200, example]);
});
