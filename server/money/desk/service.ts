import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { type Found, lookup } from "@/server/operations/search/service";
import { DESK_MATCHES, type DeskFindInput, type DeskMatch } from "./schema";

/** A customer, and the record that led to them. */
export type DeskCustomer = {
  id: string;
  username: string;
  displayName: string;
  email: string | null;
  match: { kind: DeskMatch; id: string; label: string; href: string };
};

export type DeskFound = {
  customers: DeskCustomer[];
  /** Records that are there and belong to nobody yet, such as a code that was not redeemed. */
  unclaimed: { kind: DeskMatch; id: string; label: string; href: string }[];
};

/**
 * Finds the customer behind whatever they sent: a name, a mail address, an id, an order number, a whole code, the beginning
 * of a key, a request id. A code leads to everybody who redeemed it.
 */
export async function findCustomers(ctx: ServiceContext, input: DeskFindInput): Promise<DeskFound> {
  authorize(ctx, "desk.read");
  const { items } = await lookup(ctx, input);
  const matches = items.flatMap((item) => (isMatch(item) ? [item] : []));
  const owners = await Promise.all(matches.map((match) => ownersOf(ctx, match)));
  const ids = [...new Set(owners.flat())];
  const users = await ctx.db.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, username: true, displayName: true, email: true },
  });
  const customers = ids.flatMap((id) => {
    const user = users.find((candidate) => candidate.id === id);
    const match = matches[owners.findIndex((people) => people.includes(id))];
    return user && match ? [{ ...user, match }] : [];
  });
  return { customers, unclaimed: matches.filter((_match, index) => owners[index]?.length === 0) };
}

type Match = Found & { kind: DeskMatch };

function isMatch(item: Found): item is Match {
  return DESK_MATCHES.some((kind) => kind === item.kind);
}

const OWNERS_MAX = 20;

async function ownersOf(ctx: ServiceContext, { kind, id }: Match): Promise<string[]> {
  switch (kind) {
    case "user":
      return [id];
    case "token":
      return compact(await ctx.db.token.findUnique({ where: { id }, select: { userId: true } }));
    case "order":
      return compact(await ctx.db.paymentOrder.findUnique({ where: { id }, select: { userId: true } }));
    case "log":
      return compact(await ctx.db.log.findUnique({ where: { id }, select: { userId: true } }));
    case "code": {
      const where = { codeId: id };
      const uses = await ctx.db.redemptionUse.findMany({ where, orderBy: { createdAt: "desc" }, take: OWNERS_MAX });
      return uses.map(({ userId }) => userId);
    }
  }
}

function compact(row: { userId: string | null } | null): string[] {
  return row?.userId ? [row.userId] : [];
}
