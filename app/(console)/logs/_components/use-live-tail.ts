"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { LiveRows } from "@/components/data-table/live-rows";
import { useTRPCClient } from "@/components/trpc/provider";
import type { LogFilter } from "@/server/usage/log/schema";
import type { LogRow } from "./logs-columns";

const POLL_MS = 2_000;
const BATCH_MAX = 200;

type Tail = { rows: LogRow[]; waiting: LogRow[]; dividerId: string | null };
const NOTHING: Tail = { rows: [], waiting: [], dividerId: null };

/**
 * Asks every two seconds for what has come since the newest row known, while this tab is in front. What comes is shown on top,
 * or waits while the reader looks further down. `known` are the rows of the list itself; a row is there once.
 */
export function useLiveTail(options: {
  isOn: boolean;
  filter: LogFilter;
  known: readonly LogRow[];
  /** There is no row yet to go on from, or more came than is handed out at once: the list is read again. */
  reload: () => void;
}): { rows: readonly LogRow[]; live: LiveRows } {
  const { isOn, filter, known, reload } = options;
  const client = useTRPCClient();
  const [tail, setTail] = useState<Tail>(NOTHING);
  const isAway = useRef(false);
  const latest = useRef({ filter, known, reload, tail });
  latest.current = { filter, known, reload, tail };
  const { from: _from, to: _to, ...lasting } = filter;
  const filterText = JSON.stringify(lasting);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is the event: what came of the last one goes
  useEffect(() => setTail(NOTHING), [filterText, isOn]);

  const poll = useCallback(async () => {
    const { filter, known, reload, tail } = latest.current;
    const { from: _from, to: _to, ...rest } = filter;
    const newest = tail.waiting[0] ?? tail.rows[0] ?? known[0];
    if (!newest) return reload();
    const { items } = await client.log.newer.query({ ...rest, afterId: newest.id, limit: BATCH_MAX });
    if (items.length >= BATCH_MAX) {
      setTail(NOTHING);
      return reload();
    }
    const seen = new Set([...known, ...tail.rows, ...tail.waiting].map((row) => row.id));
    const fresh = items.filter((row) => !seen.has(row.id));
    if (fresh.length > 0)
      setTail((before) => withFresh(before, fresh, { isAway: isAway.current, first: known[0]?.id ?? null }));
  }, [client]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked is read when it is asked; another filter begins anew
  useEffect(() => {
    if (!isOn) return;
    let timer: ReturnType<typeof setTimeout>;
    let isStopped = false;
    const ask = async () => {
      try {
        if (document.visibilityState === "visible") await poll();
      } catch {
        // The next attempt is two seconds away; what the list itself could not read it says.
      }
      if (!isStopped) timer = setTimeout(() => void ask(), POLL_MS);
    };
    timer = setTimeout(() => void ask(), POLL_MS);
    return () => {
      isStopped = true;
      clearTimeout(timer);
    };
  }, [isOn, poll, filterText]);

  const setIsAway = useCallback((next: boolean) => {
    isAway.current = next;
    if (next) return;
    setTail((before) =>
      before.waiting.length === 0
        ? before
        : { ...before, rows: newestFirst([...before.waiting, ...before.rows]), waiting: [] },
    );
  }, []);
  return {
    rows: tail.rows,
    live: { isOn, dividerId: tail.dividerId, waiting: tail.waiting.length, setIsAway },
  };
}

function withFresh(before: Tail, fresh: LogRow[], at: { isAway: boolean; first: string | null }): Tail {
  const dividerId = before.dividerId ?? at.first;
  if (at.isAway) return { ...before, dividerId, waiting: newestFirst([...fresh, ...before.waiting]) };
  return { ...before, dividerId, rows: newestFirst([...fresh, ...before.rows]) };
}

/** Ids begin with their time. */
function newestFirst(rows: LogRow[]): LogRow[] {
  return rows.toSorted((a, b) => (a.id < b.id ? 1 : -1));
}
