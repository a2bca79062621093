import { join } from 'node:path';

/** Everything that `temporal.config.ts` and the environment decide. Ports are TCP ports, 0 asks for any free one. */
export interface Configuration {
  /** `embedded` starts a Temporal dev server and a mail inbox of its own; `production` expects both to be there. */
  profile: 'embedded' | 'production';
  temporal: {
    /** `host:port` of a server that runs already; absent: one is started. */
    address?: string;
    namespace: string;
    /** Sent to the server at `address` with each call, and turns TLS on. A secret. */
    apiKey?: string;
    /** Whether to speak TLS to the server at `address`; absent: if there is an API key or one of the settings below. */
    tls?: boolean;
    /** PEM files, relative to the working directory: who we are (both or none), and whom to trust in place of the system's authorities. */
    tlsClientCertPath?: string;
    tlsClientKeyPath?: string;
    tlsServerCaCertPath?: string;
    /** The name that the server's certificate has to bear; absent: the host of `address`. */
    tlsServerName?: string;
    /** Only false: the Temporal SDK always verifies the server's certificate. */
    tlsDisableHostVerification?: false;
    taskQueue: string;
    /** Preferred ports of the server that is started, for gRPC and for its UI. */
    port: number;
    uiPort: number;
  };
  gateway: {
    host: string;
    port: number;
    /** Origin and path under which people reach the pages, without a slash at its end; absent: `http://localhost:PORT`. */
    publicUrl?: string;
    /**
     * The OpenID Provider by which teams sign in to the console beside the mailed link, and who we are there (all three or
     * none): its issuer identifier, https or on this machine, and our client's id and secret. The secret is a secret.
     */
    oidcIssuer?: string;
    oidcClientId?: string;
    oidcClientSecret?: string;
    /**
     * Addresses and networks of the proxies in front of the pages: only they are believed who the visitor is
     * (`X-Forwarded-For`), by whom rate limits count. Absent: whoever connects is the visitor.
     */
    trustProxy?: string[];
  };
  /**
   * The mail server; absent host: the inbox of the embedded profile. `perSecond`: how many mails it takes, over all
   * workers; absent: as many as there are.
   */
  mail: {
    smtpHost?: string;
    smtpPort: number;
    smtpUser?: string;
    smtpPassword?: string;
    perSecond?: number;
    /** Verification key of SendGrid’s signed event webhook, base64; absent: its events are not taken. */
    sendGridKey?: string;
    /** All three or none: mails are signed by DKIM. The key is PEM, or the path of a PEM file. A secret. */
    dkimDomain?: string;
    dkimSelector?: string;
    dkimPrivateKey?: string;
  };
  /** Where figures for Prometheus are served, on the host of the pages; absent: nowhere. */
  metricsPort?: number;
  /** The development mail inbox. */
  inbox: { smtpPort: number; httpPort: number };
  /** `postgres://…`; absent: a SQLite file in the state directory. A secret, for it holds a password. */
  databaseUrl?: string;
  /** Where the SQLite file, logs and development releases are kept, relative to the working directory. */
  stateDirectory: string;
  mapsDirectory: string;
  /** Files of the activities that maps call; absent: `activities` in the folder of the maps. */
  activitiesDirectory?: string;
  /** Secret of the signed webhooks (Standard Webhooks, `whsec_` and base64); absent: one is made in the state directory. */
  webhookSecret?: string;
  /** Hosts, addresses and networks (`10.0.0.0/8`) that steps `webhook` may call although they are not public; absent: none. */
  webhookAllow?: string[];
  /** Endpoints that are told what happens: `crm=https://crm.example.com/hooks`; absent: none. */
  webhooksOut?: string[];
  /** What `${secret.NAME}` in maps stands for, by NAME; from the environment only. Secrets. */
  secrets?: Record<string, string>;
}

/** Where Mapwright's own database is: a PostgreSQL URL, or the path of a SQLite file in the state directory. */
export function databaseOf({ databaseUrl, stateDirectory }: Configuration): string {
  return databaseUrl ?? join(stateDirectory, 'mapwright.db');
}

/** Where the activities of one's own are. */
export function activitiesIn({ activitiesDirectory, mapsDirectory }: Configuration): string {
  return activitiesDirectory ?? join(mapsDirectory, 'activities');
}

/** Where mails go out: the mail server, or else the inbox of the embedded profile. Holds the password. */
export function smtpUrlOf({ mail, inbox }: Configuration): string {
  const { smtpHost, smtpPort, smtpUser, smtpPassword } = mail;
  if (smtpHost === undefined) return `smtp://127.0.0.1:${inbox.smtpPort}`;
  const url = new URL(`${smtpPort === 465 ? 'smtps' : 'smtp'}://${smtpHost}:${smtpPort}`);
  url.username = smtpUser ?? '';
  url.password = smtpPassword ?? '';
  return url.href;
}

/** The name of the secret of an endpoint: that of `crm` is `CRM`, in the variable `MAPWRIGHT_SECRET_CRM`. */
export function secretNameOf(endpoint: string): string {
  return endpoint.toUpperCase().replaceAll('-', '_');
}

/** The endpoints that are told what happens, with what their messages are signed with. Secrets. */
export function endpointsOf({
  webhooksOut = [],
  secrets = {},
}: Configuration): { name: string; url: string; secret: string }[] {
  return webhooksOut.map((text) => {
    const [name = '', ...url] = text.split('=');
    return { name, url: url.join('='), secret: secrets[secretNameOf(name)] ?? '' };
  });
}

/** A setting that cannot be used. Never holds a secret's value. */
export interface Problem {
  /** The variable, such as `MAPWRIGHT_GATEWAY_PORT`. */
  key: string;
  /** The value as it was given; absent for secrets and for what is missing. */
  value?: string;
  /** What is wrong with it. */
  why: string;
  /** What to write instead. */
  fix: string;
}

/** A configuration that turned out unusable when it was put to use. Its message is that of `formatProblems`. */
export class ConfigurationUnusable extends Error {
  override readonly name = 'ConfigurationUnusable';

  constructor(problems: readonly Problem[]) {
    super(formatProblems(problems));
  }
}

/** The lines that a person reads: one problem each, key first. */
export function formatProblems(problems: readonly Problem[]): string {
  const lines = problems.map(({ key, value, why, fix }) => {
    const shown = value === undefined ? key : `${key}=${JSON.stringify(value)}`;
    return `  ${shown}: ${why} ${fix}`;
  });
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  return [`The configuration has ${count}:`, ...lines].join('\n');
}
