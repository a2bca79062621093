import type { PartnerLink } from '../../partners/partner-links.ts';
import { html, type Html } from './html.ts';
import { qrCodePath } from './qr-code.ts';

/** What to pass on: as text that a script makes copyable, and as a picture that is fetched once somebody opens it. */
export function affiliateLinks(links: readonly PartnerLink[]): Html {
  if (links.length === 0) return html`<p class="empty">There are no links to pass on yet.</p>`;
  return html`<p class="lead">Whoever comes through one of these is counted as yours.</p>
    <ul class="plain links">
      ${links.map(
        ({ title, url }) =>
          html`<li>
            <strong>${title}</strong><code data-copy="${title}">${url}</code>
            <details class="qr">
              <summary class="quiet">QR code<span class="unseen"> of ${title}</span></summary>
              <img src="${qrCodePath(url)}" width="220" height="220" loading="lazy" alt="QR code: ${url}" />
              <a href="${qrCodePath(url)}" download="${title}.svg">Save as SVG</a>
            </details>
          </li>`,
      )}
    </ul>`;
}
