import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { qrCode, qrCodePath } from '../../src/gateway/views/qr-code.ts';

/** Pixels of a module: a reader wants several. */
const SCALE = 4;

/** Paints the drawing as a browser does: white, and every stretch of the path in black. */
function paint(svg: string): { width: number; height: number; data: Uint8Array } {
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]) * SCALE;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)\.5h(\d+)/g)) {
    for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row += 1) {
      const start = (row * size + Number(x) * SCALE) * 4;
      for (let pixel = 0; pixel < Number(length) * SCALE; pixel += 1)
        data.fill(0, start + pixel * 4, start + pixel * 4 + 3);
    }
  }
  return { width: size, height: size, data };
}

test.each([
  'https://acme.example/?ref=7K2MQX4D',
  'https://acme.example/pricing?plan=pro&ref=7K2MQX4D#top',
  `https://acme.example/caf%C3%A9/${'long/'.repeat(40)}?ref=7K2MQX4D`,
])('a reader finds %s in the picture', (url) => {
  expect(decodeQR(paint(qrCode(url).toString()))).toBe(url);
});

test('every address has a picture of its own', () => {
  expect(qrCodePath('https://acme.example/?ref=A')).not.toBe(qrCodePath('https://acme.example/?ref=B'));
});
