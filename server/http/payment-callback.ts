import { refreshSettings } from "@/server/configuration/setting/current";
import { clientIp } from "@/server/kernel/client-ip";
import { systemContext } from "@/server/kernel/context";
import { logger } from "@/server/kernel/logger";
import { findEnabledProvider } from "@/server/money/payment/registry";
import { type IncomingCallback, receiveCallback } from "@/server/money/payment/service/receive";

const PLAIN = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };

/**
 * Answers a payment provider. A provider that is not fully configured has no route: nobody can speak in its name. The
 * answer goes out after what it acknowledges is committed; when that failed the provider is told to come again.
 */
export async function answerPaymentCallback(request: Request, providerId: string): Promise<Response> {
  const ctx = { ...systemContext("payment"), ip: clientIp(request.headers) };
  try {
    await refreshSettings(ctx.db);
    const provider = findEnabledProvider(providerId);
    if (!provider?.callback) return new Response("not found", { status: 404, headers: PLAIN });
    const incoming = await readIncoming(request, provider.callback.bytesMax);
    const answer = await receiveCallback(ctx, provider, incoming);
    return new Response(answer?.body ?? "", { status: answer?.status ?? 404, headers: PLAIN });
  } catch (error) {
    logger.error({ err: error, providerId }, "a payment callback could not be taken");
    return new Response("fail", { status: 500, headers: PLAIN });
  }
}

async function readIncoming(request: Request, bytesMax: number): Promise<IncomingCallback> {
  const { pathname, search } = new URL(request.url);
  const isGet = request.method === "GET";
  const { text, isTooLarge } = isGet
    ? { text: search.slice(1), isTooLarge: search.length > bytesMax }
    : await readLimited(request, bytesMax);
  return {
    method: isGet ? "GET" : "POST",
    path: pathname,
    headers: Object.fromEntries(request.headers),
    body: text,
    isTooLarge,
  };
}

/** Stops reading at the limit: nobody fills the memory with a body that is thrown away. */
async function readLimited(request: Request, bytesMax: number): Promise<{ text: string; isTooLarge: boolean }> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    parts.push(part.value);
    bytes += part.value.length;
    if (bytes > bytesMax) {
      await reader?.cancel();
      break;
    }
  }
  return { text: Buffer.concat(parts).toString("utf8"), isTooLarge: bytes > bytesMax };
}
