import type { IdPrefix } from "@/server/kernel/ids";
import { firstIdAt } from "@/server/kernel/ids";
import { createRandom, type Random } from "@/server/testing/demo/random";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** Two characters at once: ids are made ten million times. */
const PAIRS = Array.from({ length: 1024 }, (_, value) => ALPHABET.charAt(value >> 5) + ALPHABET.charAt(value & 31));
const TIME_CHARACTERS = 14;

/** An id like `newId` makes, with random characters that follow from the seed. */
export function seededId(prefix: IdPrefix, at: number, random: Random): string {
  let id = firstIdAt(prefix, at).slice(0, TIME_CHARACTERS);
  for (let pair = 0; pair < 8; pair += 1) id += PAIRS[Math.floor(random.next() * 1024)];
  return id;
}

/** A generator for one thing alone, whatever others drew before. */
export function randomOf(seed: number, index: number): Random {
  return createRandom(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35));
}

/** Draws places 0 … `count` − 1, the place k with a chance in proportion to 1 / (k + 1)^`exponent`. */
export function zipf(count: number, exponent: number): (random: Random) => number {
  return cumulativeDraw(Array.from({ length: count }, (_, place) => 1 / (place + 1) ** exponent));
}

/** Draws an index with a chance in proportion to its weight. */
export function cumulativeDraw(weights: readonly number[]): (random: Random) => number {
  const upTo = new Float64Array(weights.length);
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    sum += weight;
    upTo[index] = sum;
  }
  return (random) => {
    const wanted = random.next() * sum;
    let [low, high] = [0, upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
