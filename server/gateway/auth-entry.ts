import { AUTO_GROUP } from "@/server/access/group/schema";
import { type ModelMatcher, modelMatcher } from "@/server/access/token/model-limit";
import type { Db } from "@/server/kernel/database/client";
import { readTextList } from "@/server/supply/channel/stored-json";
import { type AddressMatcher, addressMatcher } from "./client-address";
import { type AccountFunding, type ContractRow, readContracts, toFunding } from "./funding";
import { type OwnChannelRow, type OwnRoutes, readOwnChannels, toOwnRoutes } from "./own-routes";

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
  /** The token's group, else the account's own; the account's own too while the site's list of groups decides. */
  groupName: string;
  /** The account's own group. */
  homeGroup: string;
  /** The token leaves it to the site's list of groups, in its order. */
  isAuto: boolean;
  /** What subscriptions open to the account, and when. Empty where the token is in the account's own group. */
  opened: readonly OpenedGroups[];
  /** Null: the wallet pays for everything. */
  funding: AccountFunding | null;
  /** Null: the account has no providers of its own, or wants none asked. */
  own: OwnRoutes | null;
  /** Null: every model. */
  isAllowedModel: ModelMatcher | null;
  /** Null: every address. */
  isAllowedAddress: AddressMatcher | null;
};

/** Groups that a subscription opens from an instant to before another. */
export type OpenedGroups = { names: readonly string[]; startsAt: Date; endsAt: Date };

/** What is read of a key, its token and its account; secrets stay encrypted. */
export type AuthRows = {
  key: KeyRow;
  contracts: readonly ContractRow[];
  ownChannels: readonly OwnChannelRow[];
};
type KeyRow = Awaited<ReturnType<typeof readKeys>>[number];

function readKeys(db: Db, hashes: readonly string[]) {
  return db.tokenKey.findMany({
    where: { hash: { in: [...hashes] } },
    include: { token: { include: { user: { omit: { passwordHash: true } } } } },
  });
}

/** Reads keys by their hashes with all that their checks need. Out: by hash; keys that do not exist are absent. */
export async function readAuthRows(db: Db, hashes: readonly string[]): Promise<Map<string, AuthRows>> {
  const keys = await readKeys(db, hashes);
  const users = keys.map(({ token }) => token.user);
  // What subscriptions open is asked of tokens that are in a group of their own.
  const holders = keys.filter(({ token }) => token.user.fundingOrder !== "wallet_only" || token.groupName !== null);
  const owners = users.filter(({ ownProviders }) => ownProviders !== "never").map(({ id }) => id);
  const contracts = await readContracts(
    db,
    holders.map(({ token }) => token.user.id),
  );
  const ownChannels = await readOwnChannels(db, owners);
  const rowsOf = (key: KeyRow): AuthRows => {
    const { id } = key.token.user;
    return { key, contracts: contracts.get(id) ?? [], ownChannels: ownChannels.get(id) ?? [] };
  };
  return new Map(keys.map((key) => [key.hash, rowsOf(key)]));
}

/** The entry of a key by its hash, or null when no such key exists. */
export async function findAuthEntry(db: Db, hash: string): Promise<AuthEntry | null> {
  const rows = (await readAuthRows(db, [hash])).get(hash);
  return rows ? toAuthEntry(rows) : null;
}

/** All that a key's check needs, ready to be asked. */
export function toAuthEntry({ key, contracts, ownChannels }: AuthRows): AuthEntry {
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
    ...groupsOf(token, user, contracts),
    funding: toFunding(user.fundingOrder, contracts),
    own: toOwnRoutes(user.ownProviders, ownChannels),
    isAllowedModel: modelMatcher(readTextList(token.modelLimits)),
    isAllowedAddress: addresses.length === 0 ? null : addressMatcher(addresses),
  };
}

type Grouped = { groupName: string | null };

function groupsOf(token: Grouped, user: { groupName: string }, contracts: readonly ContractRow[]) {
  const isAuto = token.groupName === AUTO_GROUP;
  const opened = contracts.map(({ planVersion, startedAt, periodEndAt }) => ({
    names: readTextList(planVersion.groupNames),
    startsAt: startedAt,
    endsAt: periodEndAt,
  }));
  return {
    groupName: isAuto ? user.groupName : (token.groupName ?? user.groupName),
    homeGroup: user.groupName,
    isAuto,
    opened: token.groupName === null ? [] : opened.filter(({ names }) => names.length > 0),
  };
}
