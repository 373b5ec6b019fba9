import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import type { UserListInput } from "../schema";
import { toUserView, type UserView } from "./row";

/** Lists accounts, the newest first, by keyset. A search finds parts of name, display name and e-mail, or a whole id. */
export async function listUsers(ctx: ServiceContext, input: UserListInput): Promise<Page<UserView>> {
  authorize(ctx, "user.read");
  const rows = await ctx.db.user.findMany({
    where: {
      AND: [olderThan(input.cursor), searched(input.search)],
      deletedAt: input.isDeleted ? { not: null } : null,
      ...(input.role?.length ? { role: { in: input.role } } : {}),
      ...(input.status?.length ? { status: { in: input.status } } : {}),
      ...(input.group?.length ? { groupName: { in: input.group } } : {}),
    },
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  return toPage(rows, input.limit, toUserView);
}

function searched(search: string | undefined): object {
  if (!search) return {};
  if (/^usr_[0-9a-z]{26}$/.test(search)) return { id: search };
  return { searchText: { contains: search.toLowerCase() } };
}
