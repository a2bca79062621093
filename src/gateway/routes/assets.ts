import type { FastifyInstance } from 'fastify';
import { copyScript } from '../views/copy-script.ts';
import { icon } from '../views/icon.ts';
import { stylesheet, stylesheetPath } from '../views/stylesheet.ts';

/** Stylesheet, script and icon, under names that change with their text. */
export async function assetRoutes(gateway: FastifyInstance): Promise<void> {
  const serve = (path: string, type: string, text: string): void => {
    gateway.get(path, async (_request, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(text),
    );
  };
  serve(stylesheetPath, 'text/css', stylesheet);
  serve(icon.path, 'image/svg+xml', icon.text);
  serve(copyScript.path, 'text/javascript', copyScript.text);
}
