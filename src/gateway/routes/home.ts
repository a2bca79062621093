import type { FastifyPluginAsync } from 'fastify';
import type { GatewayContext } from '../context.ts';
import { sendPage } from '../send-page.ts';
import { homePage } from '../views/home.ts';

/** `/`: which programs take applications. */
export function homeRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (pages) => {
    pages.get('/', async (_request, reply) => {
      const programs = Object.values(context.partners.settings().programs);
      return sendPage(reply, homePage(programs.filter((program) => program.signUpForm)));
    });
  };
}
