"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTRPC } from "@/components/trpc/provider";
import type { ChannelTestEvent, ChannelTestResult, TestChannelInput } from "@/server/supply/channel-test/schema";
import type { TestOwnProviderInput } from "@/server/supply/own-provider/schema";

type Event<Kind extends ChannelTestEvent["kind"]> = Extract<ChannelTestEvent, { kind: Kind }>;

export type ChannelTestRun = {
  phase: "idle" | "running" | "done" | "refused" | "unreachable";
  startedAt: number;
  start: Event<"start"> | null;
  status: Event<"status"> | null;
  firstTokenMs: number | null;
  answer: string;
  result: ChannelTestResult | null;
  refused: Event<"refused"> | null;
};

const IDLE: ChannelTestRun = {
  phase: "idle",
  startedAt: 0,
  start: null,
  status: null,
  firstTokenMs: null,
  answer: "",
  result: null,
  refused: null,
};

function advance(run: ChannelTestRun, event: ChannelTestEvent): ChannelTestRun {
  switch (event.kind) {
    case "start":
      return { ...run, start: event };
    case "status":
      return { ...run, status: event };
    case "delta":
      return { ...run, answer: run.answer + event.text, firstTokenMs: run.firstTokenMs ?? event.atMs };
    case "end":
      return { ...run, phase: "done", result: event.result };
    case "refused":
      return { ...run, phase: "refused", refused: event };
  }
}

/** One test of a channel or of one's own provider, told as it goes on. Leaving the dialog stops it, at the upstream too. */
export function useChannelTest() {
  const [run, setRun] = useState(IDLE);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const abort = useRef<AbortController | null>(null);

  const stop = useCallback(() => {
    abort.current?.abort();
    abort.current = null;
    setRun(IDLE);
  }, []);
  useEffect(() => () => abort.current?.abort(), []);

  const start = async (input: TestChannelInput | TestOwnProviderInput) => {
    abort.current?.abort();
    const own = new AbortController();
    abort.current = own;
    setRun({ ...IDLE, phase: "running", startedAt: Date.now() });
    try {
      const response = await fetch("channelId" in input ? "/api/channel-test" : "/api/own-provider-test", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(input),
        signal: own.signal,
      });
      for await (const event of readEvents(response)) {
        if (own.signal.aborted) return;
        setRun((current) => advance(current, event));
      }
      setRun((current) => (current.phase === "running" ? { ...current, phase: "unreachable" } : current));
    } catch {
      if (!own.signal.aborted) setRun((current) => ({ ...current, phase: "unreachable" }));
    }
    void queryClient.invalidateQueries(trpc.channel.pathFilter());
    void queryClient.invalidateQueries(trpc.channelTest.pathFilter());
    void queryClient.invalidateQueries(trpc.ownProvider.pathFilter());
  };

  return { run, start, stop };
}

async function* readEvents(response: Response): AsyncGenerator<ChannelTestEvent> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let pending = "";
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const lines = (pending + part.value).split("\n");
    pending = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield JSON.parse(line);
  }
  if (pending !== "") yield JSON.parse(pending);
}
