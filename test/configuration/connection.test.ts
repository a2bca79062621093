import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createSecureServer, type IncomingHttpHeaders } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ConfigurationUnusable } from '../../src/configuration/configuration.ts';
import {
  checkServer,
  connectionOptions,
  connectWorker,
  TemporalUnreachable,
} from '../../src/temporal/connection.ts';
import { settings } from '../../temporal.config.ts';
import { requireTool } from '../support/require-tool.ts';

const address = 'temporal.example.com:7233';
const apiKey = 'hunter2';
const OPENSSL = 'openssl';

test.each([
  [{}, { address, tls: false }],
  [{ tls: true }, { address, tls: true }],
  [{ apiKey }, { address, tls: true, apiKey }],
  [
    { apiKey, tls: false },
    { address, tls: false, apiKey },
  ],
  [{ tlsServerName: 'a.example.com' }, { address, tls: { serverNameOverride: 'a.example.com' } }],
  // What is turned off is not read either.
  [
    { tls: false, tlsServerCaCertPath: '/nowhere/ca.pem' },
    { address, tls: false },
  ],
])('%o', async (given, expected) => {
  expect(await connectionOptions({ ...settings.temporal, address, ...given })).toEqual(expected);
});

let folder: string;
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mapwright-tls-'));
  writeFileSync(file('text.pem'), 'no certificate');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every file that cannot be used is told at once', async () => {
  const given = {
    tlsClientCertPath: file('text.pem'),
    tlsClientKeyPath: file('text.pem'),
    tlsServerCaCertPath: folder,
  };
  const refused = await connectionOptions({ ...settings.temporal, address, ...given }).catch(
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(ConfigurationUnusable);
  const { message } = refused as ConfigurationUnusable;
  expect(message).toContain('3 problems');
  expect(message).toContain(`TEMPORAL_TLS_CLIENT_CERT_PATH="${file('text.pem')}": holds no PEM certificate.`);
  expect(message).toContain(
    'holds no PEM private key without a passphrase. Give the path of a file that does.',
  );
  expect(message).toContain(`TEMPORAL_TLS_SERVER_CA_CERT_PATH="${folder}": cannot be read (EISDIR).`);
});

test('a server that is not there, for the client’s and the worker’s connection', async () => {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const nobody = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  listener.close();
  const options = { address: nobody, tls: false, apiKey };
  for (const connect of [checkServer, connectWorker]) {
    const error = await connect(options, 'default').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TemporalUnreachable);
    expect(String(error)).toMatch(/refused[^]*Tried: namespace default, without TLS, with an API key\./i);
    expect(String(error)).not.toContain(apiKey);
  }
});

const openssl = { name: OPENSSL, found: hasOpenssl(), get: 'install the package "openssl"' };

describe.runIf(requireTool(openssl))('a server that asks for a certificate of its own authority', () => {
  beforeAll(() => {
    selfSigned('server');
    selfSigned('client');
  });

  test('gets the certificate, the name and the key', async () => {
    const server = await startTlsServer();
    await checkServer(await connectionOptions(mutual(server.address)), 'partners');
    expect(server.seen).toEqual([
      { client: 'client.example.com', name: 'server.example.com', authorization: `Bearer ${apiKey}` },
    ]);
  });

  test.each([
    ['another authority', () => ({ tlsServerCaCertPath: file('client.pem') }), /self-signed certificate/],
    ['another name', () => ({ tlsServerName: 'other.example.com' }), /altnames/],
  ])('%s is refused', async (_, wrong, said) => {
    const server = await startTlsServer();
    const options = await connectionOptions({ ...mutual(server.address), ...wrong() });
    await expect(checkServer(options, 'partners')).rejects.toThrow(said);
    expect(server.seen).toEqual([]);
  });

  test('a key of another certificate is a problem', async () => {
    const wrong = { ...mutual(address), tlsClientKeyPath: file('server.key') };
    await expect(connectionOptions(wrong)).rejects.toThrow(
      `TEMPORAL_TLS_CLIENT_KEY_PATH="${file('server.key')}": holds another key than that of the certificate`,
    );
  });
});

function hasOpenssl(): boolean {
  try {
    execFileSync(OPENSSL, ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** `NAME.pem` and `NAME.key`, for NAME.example.com. */
function selfSigned(name: string): void {
  const subject = ['-subj', `/CN=${name}.example.com`, '-addext', `subjectAltName=DNS:${name}.example.com`];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)];
  execFileSync(OPENSSL, ['req', '-x509', '-days', '2', ...key, ...subject, ...files], { stdio: 'ignore' });
}

function mutual(serverAddress: string) {
  return {
    ...settings.temporal,
    address: serverAddress,
    apiKey,
    tlsClientCertPath: file('client.pem'),
    tlsClientKeyPath: file('client.key'),
    tlsServerCaCertPath: file('server.pem'),
    tlsServerName: 'server.example.com',
  };
}

/** Answers every gRPC call with an empty message, and notes who called. */
async function startTlsServer() {
  const seen: { client: string | undefined; name: unknown; authorization: string | undefined }[] = [];
  const server = createSecureServer({
    cert: readFileSync(file('server.pem')),
    key: readFileSync(file('server.key')),
    ca: readFileSync(file('client.pem')),
    requestCert: true,
  });
  server.on('stream', (stream, headers: IncomingHttpHeaders) => {
    const socket = stream.session?.socket as TLSSocket;
    const { CN: client } = socket.getPeerCertificate().subject;
    seen.push({ client: String(client), name: socket.servername, authorization: headers.authorization });
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(Buffer.alloc(5));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
