import { fileURLToPath } from 'node:url';

// A start from the sources is only slower: without the bundler, as after `npm ci --omit=dev`, the installation goes on.
try {
  const { bundleAuthorVerbs } = await import('./bundle.ts');
  await bundleAuthorVerbs(fileURLToPath(new URL('../../', import.meta.url)));
} catch (error) {
  console.error(`check and fmt start from their sources, as no bundle was made: ${String(error)}`);
}
