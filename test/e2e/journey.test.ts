import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { textOf } from '../../tools/demo/browser.ts';
import { startOtherSystem, type OtherSystem } from '../support/other-system.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTemporalServer, TEMPORAL_SERVER } from '../support/temporal-server.ts';
import { RunningStack, standsAt } from './running-stack.ts';

const ADA = 'ada@example.com';

const temporal = await findTemporalServer();

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: temporal !== undefined }))(
  'the whole journey on real parts',
  () => {
    let stack: RunningStack;
    let crm: OtherSystem;
    beforeAll(async () => {
      crm = await startOtherSystem();
      stack = await RunningStack.start({
        webhooksOut: [`crm=http://${crm.host}/`],
        webhookAllow: ['127.0.0.1'],
        secrets: { CRM: `whsec_${Buffer.from('a secret for the endpoint crm...').toString('base64')}` },
      });
    });
    afterAll(async () => {
      await stack?.stop();
      await crm.stop();
    });

    it('goes from the form over approval and login to thanks and milestones', async () => {
      expect(textOf(await stack.signUp(ADA))).toContain('Thank you');
      expect((await stack.mail('approval-request')).text).toContain('https://ada.example');

      const { contactId } = await stack.cli<{ contactId: string }>('approve', ADA, '--by', 'kim@example.com');
      const login = await stack.mail('partner-login');
      expect((await stack.mail('welcome')).text).toMatch(/https:\/\/acme\.example\/\?ref=\w+/);

      const path = /\/login\/[\w-]+/.exec(login.text)?.[0] ?? '';
      expect(await stack.browser.open(path)).toContain('<button');
      expect(textOf(await stack.browser.submit(path, {}))).toContain('Home page');
      await expect(stack.browser.submit(path, {})).rejects.toThrow('410');

      const sale = (id: string, amount: string) =>
        stack.webhook({ type: 'sale.recorded', id, partner: { email: ADA }, amount, currency: 'USD' });
      expect((await sale('s-1', '400')).status).toBe(202);
      expect((await sale('s-2', '600')).status).toBe(202);
      for (let again = 0; again < 9; again += 1) expect((await sale('s-2', '600')).status).toBe(200);
      expect((await stack.mail('milestone-1000')).subject).toBe('Your first $1,000.00 in sales');
      expect((await sale('s-3', '3500')).status).toBe(202);
      expect((await sale('s-4', '600')).status).toBe(202);
      expect((await stack.mail('milestone-reached')).subject).toBe('You passed $5,000 in sales');
      expect((await stack.mail('thanks-for-sale', 4)).subject).toBe('You earned $120.00');

      // Sign-up, decision, login and four sales: seven facts.
      const state = await stack.atRest(contactId, 7);
      expect(standsAt(state)).toEqual(['partner-welcome/active']);
      expect(state.maps['partner-welcome']).toMatchObject({
        once: ['reached-1000'],
        milestones: { 'total-sales': [500_000] },
      });
      const { currentDetails } = await stack
        .handle(contactId)
        .query<{ currentDetails: string }>('__temporal_workflow_metadata');
      expect(currentDetails).toContain('- **partner-welcome** at `active` since');
      expect(currentDetails).toContain('- **partner-welcome** total-sales: 5,000 USD');
      expect(currentDetails).toContain(
        'Milestone 5,000 USD reached (total 5,100 USD): email milestone-reached: done',
      );
      expect(textOf(await stack.browser.open('/partner'))).toContain('$5,100.00');
      const counts = Object.groupBy(await stack.mails(), ({ template }) => template ?? '');
      expect(Object.fromEntries(Object.entries(counts).map(([name, list]) => [name, list?.length]))).toEqual({
        'approval-request': 1,
        'partner-login': 1,
        welcome: 1,
        'thanks-for-sale': 4,
        'milestone-1000': 1,
        'milestone-reached': 1,
      });
    });

    it('told the endpoint of it, too', async () => {
      const told = () => crm.heard.map(({ body }) => (JSON.parse(body) as { type: string }).type);
      await vi.waitFor(() => expect(told()).toHaveLength(6), { timeout: 10_000 });
      expect(told().toSorted()).toEqual([
        'milestone.reached',
        'partner.approved',
        ...Array.from({ length: 4 }, () => 'sale.recorded'),
      ]);
    });

    it('says by whom and when it was decided when somebody decides again', async () => {
      await expect(stack.cli('reject', ADA, '--by', 'lee@example.com')).rejects.toMatchObject({
        code: 1,
        stdout: expect.stringContaining('approved by kim@example.com on 20') as string,
      });
    });

    it('approves by rule and tells nobody', async () => {
      await stack.signUp('grace@agency.example', 'Grace');
      const login = await stack.mail('partner-login', 2);
      expect(login.text).toContain('Hello Grace');
      const requests = (await stack.mails()).filter(({ template }) => template === 'approval-request');
      expect(requests).toHaveLength(1);
    });

    it('takes a sale and its refund by hand', async () => {
      const sold = await stack.cli<{ id: string }>('sale', 'grace@agency.example', '250.50');
      expect((await stack.mail('thanks-for-sale', 5)).text).toContain('$250.50');
      const refunded = await stack.cli('refund', sold.id, '50.50');
      expect(refunded).toMatchObject({ status: 'recorded' });
    });

    it('a second sign-up of the same address mails nobody and changes nothing', async () => {
      const before = await stack.mails();
      expect(textOf(await stack.signUp(ADA, 'Mallory'))).toContain('Thank you');
      const { contactId } = await stack.cli<{ contactId: string }>('sale', ADA, '1');
      await stack.mail('thanks-for-sale', 6);
      const state = await stack.atRest(contactId, 9);
      expect(standsAt(state)).toEqual(['partner-welcome/active']);
      expect(await stack.mails()).toHaveLength(before.length + 1);
      expect((await stack.mail('thanks-for-sale', 6)).text).toContain('Hello Ada');
    });

    it('everything survives a restart', async () => {
      const { stateDirectory } = stack.configuration;
      const before = await stack.mails();
      await stack.stop({ keep: true });
      stack = await RunningStack.start({ stateDirectory });
      expect(await stack.mails()).toEqual(before);
      const { contactId } = await stack.cli<{ contactId: string }>('sale', ADA, '2');
      await stack.mail('thanks-for-sale', 7);
      expect(standsAt(await stack.atRest(contactId, 10))).toEqual(['partner-welcome/active']);
    });
  },
);
