/**
 * What other programs use of Mapwright: a sale system tells partners' runs of sales, by a Temporal client of its own.
 *
 *     await signalSale(client, { contactId, source: 'shop', id: 's-1', amount: '400.00', currency: 'USD' });
 *
 * Or it posts them to the gateway's signed webhooks:
 *
 *     await mapwrightClient({ url, secret }).recordSale({ type: 'sale.recorded', id: 's-1', … });
 *
 * And what activities of one's own use: the files in `maps/activities/` that steps `call`.
 */
export { signalEvents, signalRefund, signalSale, signalTotal } from './temporal/signal-sale.ts';
export type { RefundSignal, SaleSignal, SignalOptions, TotalSignal } from './temporal/signal-sale.ts';
export type { DirectEvent } from './messages/bodies.ts';
export { PermanentFailure } from '../activities/own-activity.ts';
export type { ActivityContext, OwnActivity } from '../activities/own-activity.ts';
export { mapwrightClient, MapwrightRefused } from './client/client.ts';
export type { ClientOptions, MapwrightClient, RequestOptions } from './client/client.ts';
export type { PartnerEvent, Problem, Recorded, Refund, Sale } from './client/operations.generated.ts';
