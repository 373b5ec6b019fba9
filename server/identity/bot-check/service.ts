import { z } from "zod";
import { getSetting } from "@/server/configuration/setting/current";
import { outboundConnections } from "@/server/configuration/setting/outbound";
import type { ServiceContext } from "@/server/kernel/context";
import { egressFetch } from "@/server/kernel/egress-fetch";
import { AppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";

const CALL_TIMEOUT_MS = 10_000;
const BODY_BYTES_MAX = 65_536;
const Verdict = z.object({ success: z.boolean() });

/**
 * Lets nothing but people on, where the site asks for the check: the token of the page is shown to the verifier. A verifier
 * that does not answer lets nobody on. Throws PRECONDITION_FAILED (botCheck.needed), BAD_INPUT (botCheck.failed), UNAVAILABLE
 * (botCheck.unavailable).
 */
export async function requireNoBot(ctx: ServiceContext, token: string | undefined): Promise<void> {
  if (!getSetting("botCheck.enabled")) return;
  if (!token) throw new AppError("PRECONDITION_FAILED", { reason: "botCheck.needed" });
  if (!(await verify(ctx, token))) throw new AppError("BAD_INPUT", { reason: "botCheck.failed" });
}

async function verify(ctx: ServiceContext, token: string): Promise<boolean> {
  const fields = new URLSearchParams({ secret: getSetting("botCheck.secretKey"), response: token });
  if (ctx.ip !== "") fields.set("remoteip", ctx.ip);
  try {
    const answer = await egressFetch(outboundConnections("signIn"), {
      url: getSetting("botCheck.verifyUrl"),
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: fields.toString(),
      timeoutMs: CALL_TIMEOUT_MS,
      bodyBytesMax: BODY_BYTES_MAX,
    });
    if (answer.status >= 500) throw new Error(`status ${answer.status}`);
    return Verdict.parse(JSON.parse(answer.body)).success;
  } catch (cause) {
    logger.warn({ err: cause }, "the verifier of the check against bots did not answer as agreed");
    throw new AppError("UNAVAILABLE", { reason: "botCheck.unavailable", cause });
  }
}
