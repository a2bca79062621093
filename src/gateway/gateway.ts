import type { Buffer } from 'node:buffer';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { GatewayContext } from './context.ts';
import { refuseUnrouted, registerErrorRenderer } from './errors.ts';
import { OpenIdProvider, type OpenIdSettings } from './openid-provider.ts';
import { refuseNul } from './refuse-nul.ts';
import { registerRequestLog } from './request-log.ts';
import { assetRoutes } from './routes/assets.ts';
import { clickRoutes } from './routes/click.ts';
import { confirmSignUpRoutes } from './routes/confirm-sign-up.ts';
import { consoleAuditRoutes } from './routes/console-audit.ts';
import { consoleContactRoutes } from './routes/console-contact.ts';
import { consoleDecisionRoutes } from './routes/console-decisions.ts';
import { callbackOf, consoleOpenIdRoutes } from './routes/console-openid.ts';
import { consolePartnersRoutes } from './routes/console-partners.ts';
import { consoleSignInRoutes } from './routes/console-sign-in.ts';
import { consoleSuspensionRoutes } from './routes/console-suspension.ts';
import { consoleTaskRoutes } from './routes/console-tasks.ts';
import { consoleRoutes } from './routes/console.ts';
import { eventsHookRoutes } from './routes/events-hook.ts';
import { followLinkRoutes } from './routes/follow-link.ts';
import { healthRoutes } from './routes/health.ts';
import { homeRoutes } from './routes/home.ts';
import { loginRoutes } from './routes/login.ts';
import { partnerDevicesRoutes } from './routes/partner-devices.ts';
import { partnerMailsRoutes } from './routes/partner-mails.ts';
import { partnerProfileRoutes } from './routes/partner-profile.ts';
import { partnerQrRoutes } from './routes/partner-qr.ts';
import { partnerSalesRoutes } from './routes/partner-sales.ts';
import { partnerSignInRoutes } from './routes/partner-sign-in.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { mailEventsHookRoutes } from './routes/mail-events-hook.ts';
import { mailProviderRoutes } from './routes/mail-providers.ts';
import { partnerRoutes } from './routes/partner.ts';
import { salesHookRoutes } from './routes/sales-hook.ts';
import { signUpRoutes } from './routes/sign-up.ts';
import { unsubscribeRoutes } from './routes/unsubscribe.ts';
import { registerForms, registerProtection } from './security.ts';

/** Everything a gateway is made of. */
export interface GatewayOptions extends Omit<GatewayContext, 'onCommitted' | 'openIdHost'> {
  log: FastifyBaseLogger;
  /** 32 bytes; sessions and form tokens live as long as it does. */
  sessionKey: Buffer;
  onCommitted?: () => void;
  /** By which teams sign in to the console beside the mailed link; absent: by link only. */
  openId?: OpenIdSettings;
  /** Addresses and networks of proxies that are believed who the visitor is; absent: none. */
  trustProxy?: string[];
}

/** Largest form, in bytes. */
const FORM_LIMIT = 64 * 1024;

/** Longest token in a path: that of a counted link holds the address that it leads to. */
const TOKEN_LIMIT = 4_096;

/** A client that sends its request slower than this is cut off. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * The public HTTP door: pages for people, the signed sale webhook, health. Not listening yet: call `listen`.
 * Throws when `sessionKey` or `webhookSecret` cannot be used, saying what they should be.
 */
export async function createGateway(options: GatewayOptions): Promise<FastifyInstance> {
  const { log, sessionKey, trustProxy, openId, ...rest } = options;
  const provider = openId && new OpenIdProvider(openId, callbackOf(rest.partners.publicUrl));
  const context: GatewayContext = {
    onCommitted: () => undefined,
    ...rest,
    ...(provider ? { openIdHost: provider.host } : {}),
  };
  const secure = new URL(context.partners.publicUrl).protocol === 'https:';
  const gateway = fastify({
    loggerInstance: log,
    // Fastify's own lines hold addresses with their tokens; registerRequestLog writes ours.
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: refuseUnrouted,
    bodyLimit: FORM_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: TOKEN_LIMIT },
    ...(trustProxy ? { trustProxy } : {}),
  });
  registerErrorRenderer(gateway);
  registerRequestLog(gateway);
  gateway.addHook('preHandler', refuseNul);
  await registerProtection(gateway, { secure });

  await gateway.register(assetRoutes);
  await gateway.register(healthRoutes(context));
  await gateway.register(openApiRoutes);
  await gateway.register(salesHookRoutes(context));
  await gateway.register(eventsHookRoutes(context));
  await gateway.register(mailEventsHookRoutes(context));
  await gateway.register(mailProviderRoutes(context));
  await gateway.register(async (pages) => {
    await registerForms(pages, { secure, sessionKey });
    await pages.register(homeRoutes(context));
    await pages.register(signUpRoutes(context));
    await pages.register(confirmSignUpRoutes(context));
    await pages.register(clickRoutes(context));
    await pages.register(followLinkRoutes(context));
    await pages.register(loginRoutes(context));
    await pages.register(partnerSignInRoutes(context));
    await pages.register(partnerRoutes(context));
    await pages.register(partnerSalesRoutes(context));
    await pages.register(partnerQrRoutes(context));
    await pages.register(partnerMailsRoutes(context));
    await pages.register(partnerProfileRoutes(context));
    await pages.register(partnerDevicesRoutes(context));
    await pages.register(unsubscribeRoutes(context));
    await pages.register(consoleSignInRoutes(context));
    if (provider) await pages.register(consoleOpenIdRoutes(context, provider));
    await pages.register(consoleRoutes(context));
    await pages.register(consoleDecisionRoutes(context));
    await pages.register(consolePartnersRoutes(context));
    await pages.register(consoleAuditRoutes(context));
    await pages.register(consoleSuspensionRoutes(context));
    await pages.register(consoleTaskRoutes(context));
    await pages.register(consoleContactRoutes(context));
  });
  return gateway;
}
