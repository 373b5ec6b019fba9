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
  const payers = users.filter(({ fundingOrder }) => fundingOrder !== "wallet_only").map(({ id }) => id);
  const owners = users.filter(({ ownProviders }) => ownProviders !== "never").map(({ id }) => id);
  const contracts = await readContracts(db, payers);
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
    groupName: token.groupName ?? user.groupName,
    funding: toFunding(user.fundingOrder, contracts),
    own: toOwnRoutes(user.ownProviders, ownChannels),
    isAllowedModel: modelMatcher(readTextList(token.modelLimits)),
    isAllowedAddress: addresses.length === 0 ? null : addressMatcher(addresses),
  };
}
