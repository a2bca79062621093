import type { Configuration } from './configuration.ts';
import {
  readAddress,
  readApiKey,
  readChoice,
  readDatabaseUrl,
  readEndpoints,
  readFlag,
  readHost,
  readHosts,
  readIssuer,
  readOrigin,
  readPort,
  readPublicKey,
  readProxies,
  readRate,
  readSecret,
  readText,
  readUnverified,
} from './values.ts';
import type { Reading } from './values.ts';

/** One setting: the variable that overrides it, how it is read, and where it goes. */
export interface Variable {
  name: string;
  /** A secret's value is never shown. */
  secret?: true;
  /** The value that `temporal.config.ts` gives it, as text; undefined when it gives none. */
  given: (configuration: Configuration) => string | number | boolean | undefined;
  /** Reads the text and sets it; answers what is wrong where it cannot be used. */
  apply: (configuration: Configuration, text: string) => { why: string; fix: string } | undefined;
}

/** A variable whose value goes to `key` of the part of the configuration that `part` picks. */
function variable<Part, Key extends keyof Part>(
  name: string,
  part: (configuration: Configuration) => Part,
  key: Key,
  read: (text: string) => Reading<NonNullable<Part[Key]>>,
): Variable {
  return {
    name,
    given: (configuration) => {
      const value = part(configuration)[key] as string | number | boolean | string[] | undefined;
      return Array.isArray(value) ? value.join(', ') : value;
    },
    apply: (configuration, text) => {
      const reading = read(text);
      if (!('value' in reading)) return reading;
      part(configuration)[key] = reading.value;
      return undefined;
    },
  };
}

const whole = (configuration: Configuration): Configuration => configuration;
const temporal = (configuration: Configuration): Configuration['temporal'] => configuration.temporal;
const gateway = (configuration: Configuration): Configuration['gateway'] => configuration.gateway;
const mail = (configuration: Configuration): Configuration['mail'] => configuration.mail;
const inbox = (configuration: Configuration): Configuration['inbox'] => configuration.inbox;

/** Every variable that Mapwright reads; the TEMPORAL_ ones are named as for Temporal's own clients. */
export const VARIABLES: readonly Variable[] = [
  variable('MAPWRIGHT_PROFILE', whole, 'profile', readChoice('embedded', 'production')),
  variable('TEMPORAL_ADDRESS', temporal, 'address', readAddress),
  variable('TEMPORAL_NAMESPACE', temporal, 'namespace', readText),
  { ...variable('TEMPORAL_API_KEY', temporal, 'apiKey', readApiKey), secret: true },
  variable('TEMPORAL_TLS', temporal, 'tls', readFlag),
  variable('TEMPORAL_TLS_CLIENT_CERT_PATH', temporal, 'tlsClientCertPath', readText),
  variable('TEMPORAL_TLS_CLIENT_KEY_PATH', temporal, 'tlsClientKeyPath', readText),
  variable('TEMPORAL_TLS_SERVER_CA_CERT_PATH', temporal, 'tlsServerCaCertPath', readText),
  variable('TEMPORAL_TLS_SERVER_NAME', temporal, 'tlsServerName', readHost),
  variable('TEMPORAL_TLS_DISABLE_HOST_VERIFICATION', temporal, 'tlsDisableHostVerification', readUnverified),
  variable('MAPWRIGHT_TASK_QUEUE', temporal, 'taskQueue', readText),
  variable('MAPWRIGHT_TEMPORAL_PORT', temporal, 'port', readPort),
  variable('MAPWRIGHT_TEMPORAL_UI_PORT', temporal, 'uiPort', readPort),
  variable('MAPWRIGHT_GATEWAY_HOST', gateway, 'host', readHost),
  variable('MAPWRIGHT_GATEWAY_PORT', gateway, 'port', readPort),
  variable('MAPWRIGHT_PUBLIC_URL', gateway, 'publicUrl', readOrigin),
  variable('MAPWRIGHT_TRUST_PROXY', gateway, 'trustProxy', readProxies),
  variable('MAPWRIGHT_OIDC_ISSUER', gateway, 'oidcIssuer', readIssuer),
  variable('MAPWRIGHT_OIDC_CLIENT_ID', gateway, 'oidcClientId', readText),
  { ...variable('MAPWRIGHT_OIDC_CLIENT_SECRET', gateway, 'oidcClientSecret', readText), secret: true },
  variable('MAPWRIGHT_METRICS_PORT', whole, 'metricsPort', readPort),
  variable('MAPWRIGHT_SMTP_HOST', mail, 'smtpHost', readHost),
  variable('MAPWRIGHT_SMTP_PORT', mail, 'smtpPort', readPort),
  variable('MAPWRIGHT_SMTP_USER', mail, 'smtpUser', readText),
  { ...variable('MAPWRIGHT_SMTP_PASSWORD', mail, 'smtpPassword', readText), secret: true },
  variable('MAPWRIGHT_MAILS_PER_SECOND', mail, 'perSecond', readRate),
  variable('MAPWRIGHT_SENDGRID_KEY', mail, 'sendGridKey', readPublicKey),
  variable('MAPWRIGHT_DKIM_DOMAIN', mail, 'dkimDomain', readHost),
  variable('MAPWRIGHT_DKIM_SELECTOR', mail, 'dkimSelector', readHost),
  { ...variable('MAPWRIGHT_DKIM_PRIVATE_KEY', mail, 'dkimPrivateKey', readText), secret: true },
  variable('MAPWRIGHT_INBOX_SMTP_PORT', inbox, 'smtpPort', readPort),
  variable('MAPWRIGHT_INBOX_HTTP_PORT', inbox, 'httpPort', readPort),
  { ...variable('MAPWRIGHT_DATABASE_URL', whole, 'databaseUrl', readDatabaseUrl), secret: true },
  variable('MAPWRIGHT_STATE_DIRECTORY', whole, 'stateDirectory', readText),
  variable('MAPWRIGHT_MAPS_DIRECTORY', whole, 'mapsDirectory', readText),
  variable('MAPWRIGHT_ACTIVITIES_DIRECTORY', whole, 'activitiesDirectory', readText),
  variable('MAPWRIGHT_WEBHOOK_ALLOW', whole, 'webhookAllow', readHosts),
  variable('MAPWRIGHT_WEBHOOKS_OUT', whole, 'webhooksOut', readEndpoints),
  { ...variable('MAPWRIGHT_WEBHOOK_SECRET', whole, 'webhookSecret', readSecret), secret: true },
];
