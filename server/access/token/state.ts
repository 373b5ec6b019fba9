import { TOKEN_UNUSED_DAYS, type TokenState } from "./schema";

const DAY_MS = 86_400_000;

type StateFields = { status: string; expiresAt: Date | null; isUnlimited: boolean; remainQuota: bigint };

/** What a token is worth now. A person's decision to disable it stands before what time and spending did to it. */
export function tokenState(token: StateFields, now: Date): TokenState {
  if (token.status !== "enabled") return "disabled";
  if (token.expiresAt !== null && token.expiresAt <= now) return "expired";
  if (!token.isUnlimited && token.remainQuota <= 0n) return "exhausted";
  return "enabled";
}

/** The same rule as a database filter, so that a list shows under a state exactly the rows that wear it. */
export function whereState(state: TokenState, now: Date): object {
  const alive = { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  switch (state) {
    case "disabled":
      return { NOT: { status: "enabled" } };
    case "expired":
      return { status: "enabled", expiresAt: { lte: now } };
    case "exhausted":
      return { status: "enabled", isUnlimited: false, remainQuota: { lte: 0n }, AND: [alive] };
    case "enabled":
      return {
        status: "enabled",
        AND: [alive, { OR: [{ isUnlimited: true }, { remainQuota: { gt: 0n } }] }],
      };
  }
}

/** Tokens nobody used for a month; a new one is given as long before it counts. */
export function whereUnused(now: Date): object {
  const before = new Date(now.getTime() - TOKEN_UNUSED_DAYS * DAY_MS);
  return { createdAt: { lt: before }, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] };
}
