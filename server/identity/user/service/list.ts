import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { encodeCursor, NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import type { UserListInput } from "../schema";
import { toUserView, type UserView } from "./row";

/** Before everybody: where the search by parts begins once those of exactly this name have been shown. */
const FROM_NEWEST = encodeCursor(new Date(Date.UTC(9999, 0)), "usr_~");

/**
 * Lists accounts, the newest first, by keyset. A search finds parts of name, display name and e-mail, or a whole id. Whoever
 * has exactly this name or mail is a page of their own in front of the rest: an index knows them, however many accounts there
 * are, and parts are only looked for when somebody reads on.
 */
export async function listUsers(ctx: ServiceContext, input: UserListInput): Promise<Page<UserView>> {
  authorize(ctx, "user.read");
  const names = exactNames(input.search);
  const where = filtered(input);
  if (names.length > 0 && input.cursor === undefined) {
    const named = { OR: [{ username: { in: names } }, { email: { in: names } }] };
    const rows = await ctx.db.user.findMany({ where: { AND: [named, where] }, orderBy: NEWEST_FIRST });
    if (rows.length > 0) return { items: rows.map((row) => toUserView(row)), nextCursor: FROM_NEWEST };
  }
  const rows = await ctx.db.user.findMany({
    where: { AND: [olderThan(input.cursor), searched(input.search), namedOtherwise(names), where] },
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  return toPage(rows, input.limit, toUserView);
}

function filtered({ isDeleted, role, status, group }: UserListInput): object {
  return {
    deletedAt: isDeleted ? { not: null } : null,
    ...(role?.length ? { role: { in: role } } : {}),
    ...(status?.length ? { status: { in: status } } : {}),
    ...(group?.length ? { groupName: { in: group } } : {}),
  };
}

/** What is a whole name or mail if the search is one, as it was typed and in small letters; none for an id. */
function exactNames(search: string | undefined): string[] {
  return !search || isId(search) ? [] : [...new Set([search, search.toLowerCase()])];
}

/** Not those in front. An account without a mail has no name either in the eyes of SQL, so it is named by hand. */
function namedOtherwise(names: string[]): object {
  if (names.length === 0) return {};
  return { username: { notIn: names }, OR: [{ email: null }, { email: { notIn: names } }] };
}

function searched(search: string | undefined): object {
  if (!search) return {};
  if (isId(search)) return { id: search };
  return { searchText: { contains: search.toLowerCase() } };
}

function isId(search: string): boolean {
  return /^usr_[0-9a-z]{26}$/.test(search);
}
