import type { AuthEntry } from "../auth-entry";

/** A key that may do everything, for tests; every field can be overridden. */
export function testAuthEntry(over: Partial<AuthEntry> = {}): AuthEntry {
  return {
    tokenId: "tok_1",
    tokenHint: "sk-test…0001",
    tokenStatus: "enabled",
    isTokenDeleted: false,
    tokenExpiresAt: null,
    keyExpiresAt: null,
    isUnlimitedToken: true,
    userId: "usr_1",
    userStatus: "enabled",
    isUserDeleted: false,
    groupName: over.homeGroup ?? "default",
    homeGroup: over.groupName ?? "default",
    isAuto: false,
    opened: [],
    funding: null,
    own: null,
    isAllowedModel: null,
    isAllowedAddress: null,
    ...over,
  };
}
