import { z } from "zod";

const ADDRESS = "/api/events";
const SHARED_AS = "gatehouse.events";
const Change = z.object({ topic: z.string(), version: z.string() });

type OnChange = (topic: string) => void;

/**
 * Hears of changes on the server. The tabs of a browser share one connection where it lets them (one holds it for all, another
 * takes over when that one closes), because a browser opens six to a site and pages need them too; elsewhere a tab has its own
 * while it is looked at. Out: what ends it.
 */
export function watchEvents(onChange: OnChange): () => void {
  // Only where the page came by HTTPS or from this very machine.
  return navigator.locks === undefined ? watchWhileVisible(onChange) : watchTogether(navigator.locks, onChange);
}

function watchTogether(locks: LockManager, onChange: OnChange): () => void {
  const ended = new AbortController();
  const others = new BroadcastChannel(SHARED_AS);
  others.onmessage = ({ data }) => {
    if (typeof data === "string") onChange(data);
  };
  const hold = () =>
    new Promise<void>((resolve) => {
      const close = open((topic) => {
        others.postMessage(topic);
        onChange(topic);
      });
      ended.signal.addEventListener("abort", () => {
        close();
        resolve();
      });
    });
  // Left before its turn came, a tab has nothing to hold.
  locks.request(SHARED_AS, { signal: ended.signal }, hold).catch(() => undefined);
  return () => {
    ended.abort();
    others.close();
  };
}

function watchWhileVisible(onChange: OnChange): () => void {
  let close: (() => void) | null = null;
  const follow = () => {
    if (document.visibilityState === "visible") close ??= open(onChange);
    else {
      close?.();
      close = null;
    }
  };
  follow();
  document.addEventListener("visibilitychange", follow);
  return () => {
    document.removeEventListener("visibilitychange", follow);
    close?.();
  };
}

function open(onChange: OnChange): () => void {
  const source = new EventSource(ADDRESS);
  source.addEventListener("change", ({ data }: MessageEvent<string>) => {
    const change = Change.safeParse(JSON.parse(data));
    if (change.success) onChange(change.data.topic);
  });
  // The session is over: coming back would be refused each time.
  source.addEventListener("end", () => source.close());
  return () => source.close();
}
