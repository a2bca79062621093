import type { Configuration, Problem } from './src/configuration/configuration.ts';
import { loadConfiguration } from './src/configuration/load-configuration.ts';

/** The settings. Each can be overridden by the environment variable that is named beside it. */
export const settings: Configuration = {
  profile: 'embedded', // MAPWRIGHT_PROFILE: embedded | production
  temporal: {
    // address: 'temporal.example.com:7233', // TEMPORAL_ADDRESS; without it a dev server is started
    namespace: 'default', // TEMPORAL_NAMESPACE
    // TEMPORAL_API_KEY: from the environment, never written here; turns TLS on
    // tls: true, // TEMPORAL_TLS; without it as the API key and the settings below ask for
    // tlsClientCertPath: 'client.pem', // TEMPORAL_TLS_CLIENT_CERT_PATH
    // tlsClientKeyPath: 'client.key', // TEMPORAL_TLS_CLIENT_KEY_PATH
    // tlsServerCaCertPath: 'ca.pem', // TEMPORAL_TLS_SERVER_CA_CERT_PATH
    // tlsServerName: 'temporal.example.com', // TEMPORAL_TLS_SERVER_NAME
    // TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: only false, the Temporal SDK always verifies
    taskQueue: 'mapwright', // MAPWRIGHT_TASK_QUEUE
    port: 7233, // MAPWRIGHT_TEMPORAL_PORT, of the dev server
    uiPort: 8233, // MAPWRIGHT_TEMPORAL_UI_PORT
  },
  gateway: {
    host: '127.0.0.1', // MAPWRIGHT_GATEWAY_HOST; 0.0.0.0 to be reached from other machines
    port: 8080, // MAPWRIGHT_GATEWAY_PORT
    // publicUrl: 'https://partners.example.com', // MAPWRIGHT_PUBLIC_URL; without it http://localhost:PORT
    // trustProxy: ['10.0.0.7'], // MAPWRIGHT_TRUST_PROXY, with commas: your proxies, which say who the visitor is
    // oidcIssuer: 'https://id.example.com', // MAPWRIGHT_OIDC_ISSUER: by which teams sign in to the console beside the link
    // oidcClientId: 'mapwright', // MAPWRIGHT_OIDC_CLIENT_ID
    // MAPWRIGHT_OIDC_CLIENT_SECRET: from the environment, never written here
  },
  // metricsPort: 9464, // MAPWRIGHT_METRICS_PORT; without it no figures for Prometheus are served
  mail: {
    // smtpHost: 'mail.example.com', // MAPWRIGHT_SMTP_HOST; without it the development inbox gets the mail
    smtpPort: 587, // MAPWRIGHT_SMTP_PORT
    // perSecond: 20, // MAPWRIGHT_MAILS_PER_SECOND; without it as many as there are
    // sendGridKey: 'MFkw…', // MAPWRIGHT_SENDGRID_KEY; without it no events of SendGrid are taken
    // dkimDomain: 'example.com', // MAPWRIGHT_DKIM_DOMAIN; without it mails are not signed
    // dkimSelector: 'mapwright', // MAPWRIGHT_DKIM_SELECTOR
    // MAPWRIGHT_DKIM_PRIVATE_KEY: a PEM file or its text; from the environment, never written here
    // MAPWRIGHT_SMTP_USER, MAPWRIGHT_SMTP_PASSWORD: from the environment, never written here
  },
  inbox: {
    smtpPort: 1025, // MAPWRIGHT_INBOX_SMTP_PORT
    httpPort: 8025, // MAPWRIGHT_INBOX_HTTP_PORT
  },
  // MAPWRIGHT_DATABASE_URL: postgres://…, from the environment, for it holds a password; without it a SQLite file
  stateDirectory: '.mapwright', // MAPWRIGHT_STATE_DIRECTORY
  mapsDirectory: 'maps', // MAPWRIGHT_MAPS_DIRECTORY
  // activitiesDirectory: 'maps/activities', // MAPWRIGHT_ACTIVITIES_DIRECTORY; without it `activities` beside the maps
  // webhookAllow: ['crm.internal', '10.0.0.0/8'], // MAPWRIGHT_WEBHOOK_ALLOW, with commas: what webhooks of maps may call though it is not public
  // webhooksOut: ['crm=https://crm.example.com/hooks'], // MAPWRIGHT_WEBHOOKS_OUT, with commas: who is told what happens; signed with MAPWRIGHT_SECRET_CRM
  // MAPWRIGHT_SECRET_NAME: what maps write as ${secret.NAME}; from the environment, never written here
  // MAPWRIGHT_WEBHOOK_SECRET: from the environment; without it one is made in the state directory (embedded only)
};

/** What Mapwright runs with, or what is wrong with it. The one place that reads the environment. */
export const configuration: Configuration | Problem[] = loadConfiguration(process.env, settings);
