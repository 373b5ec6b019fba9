import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { toAppError } from "@/server/kernel/errors";
import type { TokenBulkAction, TokenBulkInput } from "../schema";
import { deleteToken } from "./remove";
import { findToken } from "./row";
import { expireToken, setTokenStatus } from "./set-status";

export type TokenBulkOutcome = {
  id: string;
  label: string;
  outcome: "done" | "skipped" | "failed";
  /** Machine reason of a failure, worded by the client. */
  reason: string | null;
};

type Verb = (
  ctx: ServiceContext,
  input: { id: string; reason?: string | undefined },
) => Promise<{ isChanged: boolean }>;

const VERBS = {
  disable: (ctx, input) => setTokenStatus(ctx, { ...input, status: "disabled" }),
  enable: (ctx, input) => setTokenStatus(ctx, { ...input, status: "enabled" }),
  expire: expireToken,
  delete: async (ctx, input) => {
    await deleteToken(ctx, input);
    return { isChanged: true };
  },
} as const satisfies Record<TokenBulkAction, Verb>;

/** Does one thing to many tokens, each in its own transaction; one that fails stops none of the others. */
export async function changeManyTokens(ctx: ServiceContext, input: TokenBulkInput): Promise<TokenBulkOutcome[]> {
  authorize(ctx, "token.manageOwn");
  const report: TokenBulkOutcome[] = [];
  for (const id of new Set(input.ids)) report.push(await tryOne(ctx, { ...input, id }));
  return report;
}

async function tryOne(ctx: ServiceContext, input: TokenBulkInput & { id: string }): Promise<TokenBulkOutcome> {
  const { id, action, reason } = input;
  let label = id;
  try {
    label = (await findToken(ctx, id, "token.readAny")).name;
    const { isChanged } = await VERBS[action](ctx, { id, reason });
    return { id, label, outcome: isChanged ? "done" : "skipped", reason: null };
  } catch (cause) {
    const error = toAppError(cause);
    if (error.code === "INTERNAL" || error.code === "UNAVAILABLE") throw error;
    return { id, label, outcome: "failed", reason: error.reason ?? "common.internal" };
  }
}
