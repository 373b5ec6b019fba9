import type { z } from "zod";
import type { ServiceContext } from "@/server/kernel/context";
import { type AppErrorCode, HTTP_STATUS_BY_CODE, toAppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { type ChannelTestEvent, TestChannelInput } from "@/server/supply/channel-test/schema";
import { runChannelTest, type TestRunOptions } from "@/server/supply/channel-test/service";
import { testOwnProvider } from "@/server/supply/own-provider/check";
import { TestOwnProviderInput } from "@/server/supply/own-provider/schema";
import { createContext } from "@/server/trpc/context";
import { isFromOurPage } from "./own-page";

/** A test of one of the site's channels. */
export function streamChannelTest(request: Request): Promise<Response> {
  return streamTest(request, TestChannelInput, runChannelTest);
}

/** A test of one's own provider. */
export function streamOwnProviderTest(request: Request): Promise<Response> {
  return streamTest(request, TestOwnProviderInput, testOwnProvider);
}

type RunTest<Input> = (ctx: ServiceContext, input: Input, options: TestRunOptions) => Promise<unknown>;

/**
 * Runs a test and tells of it while it goes on: one JSON event a line. Only for our own pages: a form on another
 * site could otherwise spend the upstream's money with a signed-in operator's cookie.
 */
async function streamTest<Input>(request: Request, schema: z.ZodType<Input>, run: RunTest<Input>): Promise<Response> {
  if (!isFromOurPage(request)) return refusal("FORBIDDEN", "common.forbidden");
  const { service } = await createContext(request.headers);
  if (!service) return refusal("UNAUTHENTICATED", "common.signed_out");
  const parsed = schema.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return refusal("BAD_INPUT", "common.bad_input");
  const left = new AbortController();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const onEvent = (event: ChannelTestEvent) => {
        if (!left.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
      };
      try {
        await run(service, parsed.data, { onEvent, signal: AbortSignal.any([left.signal, request.signal]) });
      } catch (error) {
        onEvent(refusedEvent(error, service.requestId));
      }
      if (!left.signal.aborted) controller.close();
    },
    cancel: () => left.abort(),
  });
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "cache-control": "no-store, no-transform",
      // Proxies that collect answers would turn the stream into one late block.
      "x-accel-buffering": "no",
    },
  });
}

function refusedEvent(error: unknown, requestId: string): ChannelTestEvent {
  const fault = toAppError(error);
  if (fault.code === "INTERNAL") logger.error({ err: error, requestId }, "a channel test failed");
  return { kind: "refused", reason: fault.reason ?? "common.internal", meta: fault.meta ?? null };
}

function refusal(code: AppErrorCode, reason: string): Response {
  const event: ChannelTestEvent = { kind: "refused", reason, meta: null };
  return Response.json(event, { status: HTTP_STATUS_BY_CODE[code] });
}
