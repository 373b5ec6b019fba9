import { isStaff } from "@/server/identity/permission/schema";
import { type LiveSession, readSession } from "@/server/identity/session/read";
import { clientIp } from "@/server/kernel/client-ip";
import { type StateChange, StateFeed } from "./state-feed";

/** Tabs of one browser share a stream, so this is browsers and a few that could not share. */
const STREAMS_PER_USER_MAX = 12;
const HEARTBEAT_MS = 15_000;
/** How long a browser waits before it comes back. */
const RETRY_MS = 3_000;

/** What everybody's pages depend on; the rest is of interest to staff alone. */
const TOPICS_FOR_ALL = new Set(["setting", "price", "config"]);

const feed = new StateFeed();
const streamCounts = new Map<string, number>();

export type EventStreamOptions = { heartbeatMs?: number };

/**
 * Tells a signed-in browser, as server-sent events, that something it may show has changed: `{topic, version}` and nothing of
 * the content, which it asks for as itself. Ends with the session, looked at with every heartbeat. 401 without one, 429 beyond
 * the streams one account may hold.
 */
export async function streamEvents(request: Request, options: EventStreamOptions = {}): Promise<Response> {
  const session = await sessionOf(request);
  if (!session) return new Response(null, { status: 401 });
  const { userId } = session;
  const count = streamCounts.get(userId) ?? 0;
  if (count >= STREAMS_PER_USER_MAX) return new Response(null, { status: 429, headers: { "retry-after": "60" } });
  streamCounts.set(userId, count + 1);
  const release = () => {
    const left = (streamCounts.get(userId) ?? 1) - 1;
    if (left > 0) streamCounts.set(userId, left);
    else streamCounts.delete(userId);
  };
  const body = eventBody({ request, session, release, heartbeatMs: options.heartbeatMs ?? HEARTBEAT_MS });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      // Proxies that collect answers would keep the events back.
      "x-accel-buffering": "no",
    },
  });
}

function sessionOf(request: Request): Promise<LiveSession | null> {
  return readSession(request.headers.get("cookie") ?? "", { ip: clientIp(request.headers) });
}

type Stream = { request: Request; session: LiveSession; release: () => void; heartbeatMs: number };

function eventBody({ request, session, release, heartbeatMs }: Stream): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const ended = new AbortController();
  const end = () => ended.abort();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        if (!ended.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      const tell = ({ topic, version }: StateChange) => {
        if (!TOPICS_FOR_ALL.has(topic) && !isStaff(session.role)) return;
        send(`event: change\ndata: ${JSON.stringify({ topic, version: version.toString() })}\n\n`);
      };
      const unsubscribe = feed.subscribe(tell);
      const beat = async () => {
        const now = await sessionOf(request).catch(() => session);
        if (now?.id === session.id) send(": still here\n\n");
        else {
          send("event: end\ndata: {}\n\n");
          end();
        }
      };
      const timer = setInterval(() => void beat(), heartbeatMs);
      ended.signal.addEventListener("abort", () => {
        clearInterval(timer);
        unsubscribe();
        release();
        // A browser that left has closed it already.
        if (!request.signal.aborted) closeQuietly(controller);
      });
      if (request.signal.aborted) end();
      else request.signal.addEventListener("abort", end);
      send(`retry: ${RETRY_MS}\n\n`);
    },
    cancel: end,
  });
}

function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close();
  } catch {
    return;
  }
}
