import { createHash } from 'node:crypto';
import { encodeQR } from 'qr';
import { html, type Html } from './html.ts';

/** Light modules around the code (ISO/IEC 18004 §6.3.8): readers find it by them. */
const QUIET_ZONE = 4;

/** Where the code of an address is served; the name holds a hash of the address, so browsers may keep the picture. */
export function qrCodePath(url: string): string {
  return `/partner/qr/${createHash('sha256').update(url).digest('hex').slice(0, 16)}`;
}

/** An address as a QR code of medium error correction, drawn as SVG: black on white, whatever is around it. */
export function qrCode(url: string): Html {
  const rows = encodeQR(url, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const lines = rows.flatMap((row, y) => runs(row).map(([x, length]) => `M${x} ${y}.5h${length}`));
  const size = rows.length;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${size} ${size}"
    shape-rendering="crispEdges"
  >
    <rect width="${size}" height="${size}" fill="#fff" />
    <path stroke="#000" d="${lines.join('')}" />
  </svg>`;
}

/** The dark stretches of a row: where each begins, and how long it is. */
function runs(row: readonly boolean[]): [start: number, length: number][] {
  const found: [number, number][] = [];
  for (let x = 0; x < row.length; x += 1) {
    const last = found.at(-1);
    if (!row[x]) continue;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else found.push([x, 1]);
  }
  return found;
}
