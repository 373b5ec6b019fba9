"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { watchEvents } from "./live-events";

/** Many browsers hear of a change at once: each asks at a moment of its own. */
const SPREAD_MS = 800;
/** What the page asks for itself goes first. */
const START_AFTER_MS = 3_000;

/** Keeps what the page shows of the site's settings, prices and configurations current, without a reload. */
export function LiveUpdates() {
  const queryClient = useQueryClient();
  const router = useRouter();
  useEffect(() => {
    const timers = new Map<string, number>();
    const refresh = (topic: string) => {
      timers.delete(topic);
      for (const name of ROUTERS_OF[topic] ?? []) invalidate(queryClient, name);
      // Name, currency and announcements are drawn by the server.
      if (topic === "setting") router.refresh();
    };
    const hear = (topic: string) => {
      if (timers.has(topic)) return;
      timers.set(
        topic,
        window.setTimeout(() => refresh(topic), Math.random() * SPREAD_MS),
      );
    };
    let end: (() => void) | undefined;
    const start = window.setTimeout(() => {
      end = watchEvents(hear);
    }, START_AFTER_MS);
    return () => {
      window.clearTimeout(start);
      end?.();
      for (const timer of timers.values()) window.clearTimeout(timer);
    };
  }, [queryClient, router]);
  return null;
}

/** Which queries show what of a topic. */
const ROUTERS_OF: Record<string, readonly string[]> = {
  setting: ["setting", "site"],
  price: ["price"],
  config: ["config", "template", "category"],
  supply: ["channel"],
  access: ["group"],
};

/** Queries of a router have its name first in their key. */
function invalidate(queryClient: QueryClient, name: string): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [path] }) => Array.isArray(path) && path[0] === name,
  });
}
