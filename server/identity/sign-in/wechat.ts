import { z } from "zod";
import { getSetting } from "@/server/configuration/setting/current";
import { outboundConnections } from "@/server/configuration/setting/outbound";
import type { ServiceContext } from "@/server/kernel/context";
import { egressFetch } from "@/server/kernel/egress-fetch";
import { AppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import type { IdentityClaim } from "../identity/schema";
import { clearCodeGuesses, countCodeGuess } from "./throttle";

const CALL_TIMEOUT_MS = 10_000;
const BODY_BYTES_MAX = 65_536;
const LABEL_LENGTH = 6;
const Answer = z.object({ success: z.boolean(), data: z.string().max(191).optional() });

/**
 * Whom a code of the site's WeChat account belongs to, by the server that hands these codes out. Throws PRECONDITION_FAILED
 * (signIn.wechat_off), RATE_LIMITED (signIn.locked) after guesses, UNAUTHENTICATED (signIn.wechat_code_wrong), UPSTREAM
 * (signIn.wechat_unavailable) when that server does not answer as agreed.
 */
export async function wechatClaim(ctx: ServiceContext, code: string): Promise<IdentityClaim> {
  if (!getSetting("signIn.wechatEnabled")) {
    throw new AppError("PRECONDITION_FAILED", { reason: "signIn.wechat_off" });
  }
  await countCodeGuess(ctx);
  const { success, data: openId = "" } = await askServer(code);
  if (!success || openId === "") throw new AppError("UNAUTHENTICATED", { reason: "signIn.wechat_code_wrong" });
  await clearCodeGuesses(ctx);
  // It tells no name: the beginning of the id is what a person can tell two accounts by.
  return { provider: "wechat", subject: openId, label: `wechat-${openId.slice(0, LABEL_LENGTH)}`, email: null };
}

async function askServer(code: string): Promise<z.output<typeof Answer>> {
  try {
    const answer = await egressFetch(outboundConnections("signIn"), {
      url: `${getSetting("signIn.wechatServerUrl").replace(/\/+$/, "")}/api/wechat/user?code=${encodeURIComponent(code)}`,
      headers: { authorization: getSetting("signIn.wechatServerToken") },
      timeoutMs: CALL_TIMEOUT_MS,
      bodyBytesMax: BODY_BYTES_MAX,
    });
    if (answer.status !== 200) throw new Error(`status ${answer.status}`);
    return Answer.parse(JSON.parse(answer.body));
  } catch (cause) {
    logger.warn({ err: cause }, "the WeChat server did not answer as agreed");
    throw new AppError("UPSTREAM", { reason: "signIn.wechat_unavailable", cause });
  }
}
