import type { Configuration, Problem } from './src/configuration/configuration.ts';
import { loadConfiguration } from './src/configuration/load-configuration.ts';

/** The settings. Each can be overridden by the environment variable that is named beside it. */
export const settings: Configuration = {
  profile: 'embedded', // MAPWRIGHT_PROFILE: embedded | production
  temporal: {
    // address: 'temporal.example.com:7233', // TEMPORAL_ADDRESS; without it a dev server is started
    namespace: 'default', // TEMPORAL_NAMESPACE
    taskQueue: 'mapwright', // MAPWRIGHT_TASK_QUEUE
    port: 7233, // MAPWRIGHT_TEMPORAL_PORT, of the dev server
    uiPort: 8233, // MAPWRIGHT_TEMPORAL_UI_PORT
  },
  gateway: {
    host: '127.0.0.1', // MAPWRIGHT_GATEWAY_HOST; 0.0.0.0 to be reached from other machines
    port: 8080, // MAPWRIGHT_GATEWAY_PORT
    // publicUrl: 'https://partners.example.com', // MAPWRIGHT_PUBLIC_URL; without it http://localhost:PORT
  },
  mail: {
    // smtpHost: 'mail.example.com', // MAPWRIGHT_SMTP_HOST; without it the development inbox gets the mail
    smtpPort: 587, // MAPWRIGHT_SMTP_PORT
    // MAPWRIGHT_SMTP_USER, MAPWRIGHT_SMTP_PASSWORD: from the environment, never written here
  },
  inbox: {
    smtpPort: 1025, // MAPWRIGHT_INBOX_SMTP_PORT
    httpPort: 8025, // MAPWRIGHT_INBOX_HTTP_PORT
  },
  stateDirectory: '.mapwright', // MAPWRIGHT_STATE_DIRECTORY
  mapsDirectory: 'maps', // MAPWRIGHT_MAPS_DIRECTORY
  // MAPWRIGHT_WEBHOOK_SECRET: from the environment; without it one is made in the state directory
};

/** What Mapwright runs with, or what is wrong with it. The one place that reads the environment. */
export const configuration: Configuration | Problem[] = loadConfiguration(process.env, settings);
