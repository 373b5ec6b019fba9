/** Colours of series; the eighth is kept for "Other", red for errors. */
const SLOTS = ["c1", "c2", "c3", "c4", "c5", "c6", "c7"] as const;

export type SeriesColour = (typeof SLOTS)[number] | "c8" | "err" | "warn" | "fg-3";

/**
 * The colour of each entity, by its name alone, so that it is the same on every page. Where two of one chart would share
 * one, the later by name takes the next that is free.
 */
export function coloursOf(keys: readonly string[]): Map<string, SeriesColour> {
  const taken = new Set<number>();
  const colours = new Map<string, SeriesColour>();
  for (const key of [...keys].sort()) {
    let slot = hash(key) % SLOTS.length;
    for (let tries = 0; taken.has(slot) && tries < SLOTS.length; tries += 1) slot = (slot + 1) % SLOTS.length;
    taken.add(slot);
    colours.set(key, SLOTS[slot] ?? "c8");
  }
  return colours;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 16_777_619) >>> 0;
  }
  return value;
}

/** A colour for what CSS classes do not reach. */
export function colourValue(colour: SeriesColour): string {
  return `var(--${colour})`;
}
