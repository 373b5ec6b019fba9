import { LRUCache } from "lru-cache";
import { getSetting } from "@/server/configuration/setting/current";
import type { ReadStore } from "@/server/kernel/database/read-store";
import { closedUntil } from "../rollup/days";
import type { Bucket, Buckets } from "./buckets";

const BARS_MAX = 4_000;
const MS_PER_MINUTE = 60_000;

/** What was read of bars that are over for good, by database. */
const caches = new WeakMap<ReadStore, LRUCache<string, object>>();

type Read<Item extends { slot: number }> = {
  /** What is read, filter and all: equal questions share their bars. */
  question: string;
  buckets: Buckets;
  now: Date;
  /** Reads the bars that are given, and answers with their slots as they stand in `buckets`. */
  read: (missing: Buckets) => Promise<Item[]>;
};

/**
 * Reads bars, and keeps those that take no more requests: of a month that is looked at again only the last days are read.
 * A bar that is kept is as it was when its hours were over, whatever is cleaned up since.
 */
export async function readBars<Item extends { slot: number }>(store: ReadStore, input: Read<Item>): Promise<Item[]> {
  const { question, buckets, now, read } = input;
  const cache = cacheOf(store);
  const closed = closedUntil(now).getTime();
  const keyOf = ({ from, to }: Bucket) => `${from}-${to} ${question}`;
  const items: Item[] = [];
  const missing: { bucket: Bucket; slot: number }[] = [];
  buckets.list.forEach((bucket, slot) => {
    const kept = bucket.to <= closed ? (cache.get(keyOf(bucket)) as Item[] | undefined) : undefined;
    if (kept) items.push(...kept.map((item) => ({ ...item, slot })));
    else missing.push({ bucket, slot });
  });
  if (missing.length === 0) return items;
  const found = await read({ ...buckets, list: missing.map(({ bucket }) => bucket) });
  // Read again from time to time, for what should not have come any more.
  const ttl = getSetting("caches.activityMinutes") * MS_PER_MINUTE;
  const bars = missing.map(({ slot }) => ({ slot, items: [] as Item[] }));
  for (const item of found) bars[item.slot]?.items.push(item);
  bars.forEach(({ slot, items: ofBar }, index) => {
    const bucket = missing[index]?.bucket;
    if (bucket && bucket.to <= closed) cache.set(keyOf(bucket), ofBar, { ttl });
    items.push(...ofBar.map((item) => ({ ...item, slot })));
  });
  return items;
}

function cacheOf(store: ReadStore): LRUCache<string, object> {
  const known = caches.get(store);
  if (known) return known;
  const cache = new LRUCache<string, object>({ max: BARS_MAX });
  caches.set(store, cache);
  return cache;
}
