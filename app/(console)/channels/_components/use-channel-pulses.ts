"use client";

import { useQueries } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";

export type ChannelPulses = RouterOutputs["channel"]["pulse"];
type Page = { items: readonly { id: string }[] };

const PULSE_MS = 15_000;

/** How the listed channels fare, one question a page of the list, asked again while the list is open. */
export function useChannelPulses(pages: readonly Page[] | undefined): ChannelPulses {
  const trpc = useTRPC();
  const filled = pages?.filter((page) => page.items.length > 0) ?? [];
  return useQueries({
    queries: filled.map((page) =>
      trpc.channel.pulse.queryOptions({ ids: page.items.map((channel) => channel.id) }, { refetchInterval: PULSE_MS }),
    ),
    combine: (results) => Object.assign({}, ...results.map((result) => result.data ?? {})),
  });
}
