import { firstIdAt } from "@/server/kernel/ids";

/** A calendar month in UTC, as partitions and archives are cut: from its first instant up to the first of the next. */
export type Month = { name: string; from: Date; to: Date };

/** The month an instant is in, or the one so many months later. */
export function monthOf(at: Date, offset = 0): Month {
  const from = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1));
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
  return { name: from.toISOString().slice(0, 7), from, to };
}

/** "2026-11" → "202611", for names of partitions. */
export function monthDigits({ name }: Month): string {
  return name.replace("-", "");
}

/** The smallest request ids of the month and of the one after it: ids between them belong to it. */
export function idBounds({ from, to }: Pick<Month, "from" | "to">): { fromId: string; toId: string } {
  return { fromId: firstIdAt("req", from.getTime()), toId: firstIdAt("req", to.getTime()) };
}
