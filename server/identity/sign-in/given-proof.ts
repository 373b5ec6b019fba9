import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { AppError } from "@/server/kernel/errors";
import type { IdentityClaim } from "../identity/schema";
import { readCookie } from "../session/cookie";
import { readSession } from "../session/read";
import { arrive, browserContext, faultText } from "./arrive";
import { telegramClaim } from "./telegram";
import { TELEGRAM_STATE_COOKIE } from "./telegram-state";
import { wechatClaim } from "./wechat";

const TelegramProof = z.object({ result: z.string().min(1).max(4_096), state: z.string().min(16).max(128) });
const WechatProof = z.object({ code: z.string().trim().min(1).max(64) });

/** Ways in whose proof a page of ours hands over, in the place of a redirect that the library follows. */
export function givenProofProviders(request: Request) {
  return [
    provider(request, "telegram", async (given) => {
      const { result, state } = read(TelegramProof, given, "signIn.telegram_invalid");
      // Else a link with somebody's result would sign its reader in as them, or link their account to the reader's.
      if (readCookie(request.headers.get("cookie") ?? "", TELEGRAM_STATE_COOKIE) !== state) {
        throw new AppError("UNAUTHENTICATED", { reason: "signIn.telegram_invalid" });
      }
      return telegramClaim(browserContext(request), result);
    }),
    provider(request, "wechat", (given) => {
      const { code } = read(WechatProof, given, "signIn.wechat_code_wrong");
      return wechatClaim(browserContext(request), code);
    }),
  ];
}

type Given = Record<string, string> | undefined;

function provider(request: Request, id: string, claimOf: (given: Given) => Promise<IdentityClaim>) {
  return CredentialsProvider({
    id,
    credentials: {},
    // NextAuth hands the message of a thrown error to the page, which words it.
    async authorize(given) {
      try {
        const claim = await claimOf(given);
        const ctx = browserContext(request);
        const session = await readSession(request.headers.get("cookie") ?? "", { ip: ctx.ip });
        return { id: await arrive(ctx, session, claim) };
      } catch (cause) {
        throw new Error(faultText(cause));
      }
    },
  });
}

function read<Schema extends z.ZodType>(schema: Schema, given: unknown, reason: string): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new AppError("UNAUTHENTICATED", { reason });
  return parsed.data;
}
