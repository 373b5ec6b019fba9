import { type ModelMatcher, modelMatcher } from "@/server/access/token/model-limit";
import type { Db } from "@/server/kernel/database/client";
import { readTextList } from "@/server/supply/channel/stored-json";
import { type AddressMatcher, addressMatcher } from "./client-address";
import { type AccountFunding, findFunding } from "./funding";
import { loadOwnRoutes, type OwnRoutes } from "./own-routes";

/** All that a key's check needs, read once and kept in memory until accounts or tokens change. */
export type AuthEntry = {
  tokenId: string;
  tokenHint: string;
  tokenStatus: string;
  isTokenDeleted: boolean;
  tokenExpiresAt: number | null;
  /** A rolled key works until then. */
  keyExpiresAt: number | null;
  isUnlimitedToken: boolean;
  userId: string;
  userStatus: string;
  isUserDeleted: boolean;
  groupName: string;
  /** Null: the wallet pays for everything. */
  funding: AccountFunding | null;
  /** Null: the account has no providers of its own, or wants none asked. */
  own: OwnRoutes | null;
  /** Null: every model. */
  isAllowedModel: ModelMatcher | null;
  /** Null: every address. */
  isAllowedAddress: AddressMatcher | null;
};

/** The entry of a key by its hash, or null when no such key exists. */
export async function findAuthEntry(db: Db, hash: string): Promise<AuthEntry | null> {
  const key = await db.tokenKey.findUnique({ where: { hash }, include: { token: { include: { user: true } } } });
  if (!key) return null;
  const { token } = key;
  const { user } = token;
  const addresses = readTextList(token.allowedIps);
  return {
    tokenId: token.id,
    tokenHint: `${key.prefix}…${key.lastFour}`,
    tokenStatus: token.status,
    isTokenDeleted: token.deletedAt !== null,
    tokenExpiresAt: token.expiresAt?.getTime() ?? null,
    keyExpiresAt: key.expiresAt?.getTime() ?? null,
    isUnlimitedToken: token.isUnlimited,
    userId: user.id,
    userStatus: user.status,
    isUserDeleted: user.deletedAt !== null,
    groupName: token.groupName ?? user.groupName,
    funding: await findFunding(db, user),
    own: await loadOwnRoutes(db, user),
    isAllowedModel: modelMatcher(readTextList(token.modelLimits)),
    isAllowedAddress: addresses.length === 0 ? null : addressMatcher(addresses),
  };
}
