/** Numbers as if by chance, always the same ones for the same seeds. */
export interface Random {
  /** At least 0 and less than 1. */
  next(): number;
  /** At least `from` and at most `to`, anything between as likely. */
  between(from: number, to: number): number;
  /** True in so many percent of cases. */
  happens(percent: number): boolean;
}

/** xoshiro128** by Blackman and Vigna (2018), its state filled by splitmix32 from both seeds. */
export function randomOf(seed: number, stream: number): Random {
  let fill = Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b);
  const state = Uint32Array.from({ length: 4 }, () => {
    fill = (fill + 0x9e3779b9) | 0;
    let mixed = Math.imul(fill ^ (fill >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  });
  const next = (): number => {
    let [a = 0, b = 0, c = 0, d = 0] = state;
    const result = Math.imul(turned(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    state.set([a, b, c, turned(d, 11)]);
    return result / 2 ** 32;
  };
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    happens: (percent) => next() * 100 < percent,
  };
}

function turned(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
