import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Connection, isGrpcDeadlineError, isGrpcServiceError } from '@temporalio/client';
import { NativeConnection, type TLSConfig } from '@temporalio/worker';
import { ConfigurationUnusable } from '../configuration/configuration.ts';
import type { Configuration, Problem } from '../configuration/configuration.ts';

/** What both `NativeConnection.connect` (workers) and `Connection.connect` (clients) take. */
export interface ConnectionOptions {
  /** `host:port` */
  address: string;
  tls: TLSConfig | boolean;
  /** A secret. */
  apiKey?: string;
}

/** The Temporal server did not answer, or not as it has to. The message says what was tried, why it failed and what to check. */
export class TemporalUnreachable extends Error {
  override readonly name = 'TemporalUnreachable';
}

/**
 * How to connect to the server at the configured address, with the contents of the certificate files.
 * @throws ConfigurationUnusable with every file that cannot be used.
 */
export async function connectionOptions({
  address = '',
  apiKey,
  ...settings
}: Configuration['temporal']): Promise<ConnectionOptions> {
  return { address, tls: await tlsOf(settings, apiKey !== undefined), ...(apiKey ? { apiKey } : {}) };
}

/** An explicit `false` wins over everything, as in Temporal's own clients. */
async function tlsOf(settings: Configuration['temporal'], byDefault: boolean): Promise<TLSConfig | boolean> {
  if (settings.tls === false) return false;
  const problems: Problem[] = [];
  const [crt, key, ca] = await Promise.all([
    readPem('TEMPORAL_TLS_CLIENT_CERT_PATH', settings.tlsClientCertPath, CERTIFICATE, problems),
    readPem('TEMPORAL_TLS_CLIENT_KEY_PATH', settings.tlsClientKeyPath, PRIVATE_KEY, problems),
    readPem('TEMPORAL_TLS_SERVER_CA_CERT_PATH', settings.tlsServerCaCertPath, CERTIFICATE, problems),
  ]);
  problems.push(...strangers(crt, key, settings.tlsClientKeyPath));
  if (problems.length > 0) throw new ConfigurationUnusable(problems);
  const config: TLSConfig = {
    ...(crt && key ? { clientCertPair: { crt, key } } : {}),
    ...(ca ? { serverRootCACertificate: ca } : {}),
    ...(settings.tlsServerName ? { serverNameOverride: settings.tlsServerName } : {}),
  };
  return Object.keys(config).length > 0 ? config : (settings.tls ?? byDefault);
}

/** What a PEM file has to hold, and the parser that throws where it does not. */
interface Pem {
  what: string;
  parse: (content: Buffer) => unknown;
}

const CERTIFICATE: Pem = { what: 'certificate', parse: (content) => new X509Certificate(content) };
const PRIVATE_KEY: Pem = { what: 'private key without a passphrase', parse: createPrivateKey };

/** The file's content; undefined where none is named, and where it cannot be used, which `problems` is told. */
async function readPem(
  key: string,
  path: string | undefined,
  { what, parse }: Pem,
  problems: Problem[],
): Promise<Buffer | undefined> {
  if (path === undefined) return undefined;
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const why = `cannot be read (${error.code}).`;
    problems.push({ key, value: path, why, fix: 'Give the path of a PEM file that this user may read.' });
  });
  if (!content) return undefined;
  try {
    parse(content);
    return content;
  } catch {
    problems.push({
      key,
      value: path,
      why: `holds no PEM ${what}.`,
      fix: 'Give the path of a file that does.',
    });
    return undefined;
  }
}

/** Both SDK connections would throw their own words for it. */
function strangers(crt: Buffer | undefined, key: Buffer | undefined, path: string | undefined): Problem[] {
  if (!crt || !key || new X509Certificate(crt).checkPrivateKey(createPrivateKey(key))) return [];
  const why = 'holds another key than that of the certificate in TEMPORAL_TLS_CLIENT_CERT_PATH.';
  const fix = 'Give the two files that were made together.';
  return [{ key: 'TEMPORAL_TLS_CLIENT_KEY_PATH', ...(path ? { value: path } : {}), why, fix }];
}

/** A firewall that drops everything answers nothing at all. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Asks the server for the namespace, once, within 10 seconds; what waits or tries again says less of the reason.
 * @throws TemporalUnreachable
 */
export async function checkServer(options: ConnectionOptions, namespace: string): Promise<void> {
  const connection = Connection.lazy({ ...options, interceptors: [] });
  try {
    await connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
  } catch (error) {
    throw unreachable(options, namespace, error);
  } finally {
    await connection.close();
  }
}

/** Connects a worker; its TLS is another one than the client's, and may refuse what that accepts. @throws TemporalUnreachable */
export async function connectWorker(
  options: ConnectionOptions,
  namespace: string,
): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(options);
  } catch (error) {
    throw unreachable(options, namespace, error);
  }
}

/** Names what was tried, never the key itself. */
function unreachable(
  { address, tls, apiKey }: ConnectionOptions,
  namespace: string,
  error: unknown,
): TemporalUnreachable {
  const { clientCertPair, serverRootCACertificate, serverNameOverride }: TLSConfig =
    typeof tls === 'object' ? tls : {};
  const tried = [
    tls === false ? 'without TLS' : 'with TLS',
    ...(clientCertPair ? ['with a client certificate'] : []),
    ...(serverRootCACertificate ? ['with an authority of its own'] : []),
    ...(serverNameOverride ? [`as ${serverNameOverride}`] : []),
    apiKey ? 'with an API key' : 'without an API key',
  ];
  const lines = [
    `The Temporal server ${address} cannot be used: ${reasonOf(error)}.`,
    `Tried: namespace ${namespace}, ${tried.join(', ')}.`,
    'Check that it runs and can be reached from here; TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY and',
    'TEMPORAL_TLS… say where and how (docs/configuration.md).',
  ];
  return new TemporalUnreachable(lines.join('\n'));
}

/** gRPC's own words, without what it wraps around them. */
function reasonOf(error: unknown): string {
  if (isGrpcDeadlineError(error)) return `it did not answer within ${ANSWER_WITHIN_MS / 1000} seconds`;
  if (!isGrpcServiceError(error)) return error instanceof Error ? error.message : String(error);
  return error.details
    .replace(/^No connection established\. Last error: (Error: )?/, '')
    .replace(/\.?\s*(Resolution note:.*)?$/s, '');
}
