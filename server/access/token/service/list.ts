import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import type { TokenListInput } from "../schema";
import { whereState, whereUnused } from "../state";
import { findToken, TOKEN_PARTS, type TokenView, toTokenView } from "./row";

const WHOLE_ID = /^(tok|usr)_[0-9a-z]{26}$/;
const KEY = /^sk-[0-9A-Za-z]*/;
const PREFIX_LENGTH = 7;

/** Lists tokens, the newest first, by keyset: one's own, or with the right for it everybody's with their owners. */
export async function listTokens(ctx: ServiceContext, input: TokenListInput): Promise<Page<TokenView>> {
  authorize(ctx, input.scope === "all" ? "token.readAny" : "token.readOwn");
  const now = ctx.clock();
  const rows = await ctx.db.token.findMany({
    where: {
      AND: [
        olderThan(input.cursor),
        searched(input.search),
        input.state?.length ? { OR: input.state.map((state) => whereState(state, now)) } : {},
        input.isUnused ? whereUnused(now) : {},
        input.scope === "all" ? {} : { userId: requireUserId(ctx) },
        input.userId ? { userId: input.userId } : {},
        input.group?.length ? inGroups(input.group) : {},
      ],
      deletedAt: input.isDeleted ? { not: null } : null,
      ...(input.hasNoExpiry ? { expiresAt: null } : {}),
    },
    include: TOKEN_PARTS,
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  return toPage(rows, input.limit, (row) => toTokenView(ctx, row));
}

/** One token with its limits, deleted ones too. Throws NOT_FOUND for those the actor may not see. */
export async function getToken(ctx: ServiceContext, input: { id: string }): Promise<TokenView> {
  authorize(ctx, "token.readOwn");
  return toTokenView(ctx, await findToken(ctx, input.id, "token.readAny"));
}

/** A token without a group of its own is in its owner's. */
function inGroups(groups: string[]): object {
  return { OR: [{ groupName: { in: groups } }, { groupName: null, user: { groupName: { in: groups } } }] };
}

/** By id, by a whole pasted key or its beginning, else by parts of the token's name and its owner's names. */
function searched(search: string | undefined): object {
  if (!search) return {};
  if (WHOLE_ID.test(search)) return search.startsWith("tok_") ? { id: search } : { userId: search };
  if (KEY.test(search)) {
    const isPart = search.length <= PREFIX_LENGTH;
    return { keys: { some: isPart ? { prefix: { startsWith: search } } : { hash: sha256Hex(search) } } };
  }
  const text = { searchText: { contains: search.toLowerCase() } };
  return { OR: [text, { user: text }] };
}
