import { createChannel, createCustomer, type TestCustomer } from "@/server/gateway/testing/site";
import { newTokenKey, sha256Hex } from "@/server/kernel/crypto";
import { createDb, type Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { createFreshDatabase, testDatabaseOptions } from "@/server/testing/fresh-database";
import { findServer } from "@/server/testing/servers";
import { replaceSetting } from "@/server/testing/setting";
import { MODEL } from "./load-protocol";

export type BenchEngine = "sqlite" | "postgresql";

/** A fresh installation of Gatehouse as rows: a few customers with several tokens each, one channel, one price. */
export type Site = {
  engine: BenchEngine;
  url: string;
  db: Db;
  userIds: string[];
  /** In an order in which neighbours belong to different customers. */
  keys: string[];
  drop(): Promise<void>;
};

const CUSTOMERS = 4;
const TOKENS_PER_CUSTOMER = 4;
/** More than any run can spend, so that no request is refused for want of quota. */
export const BALANCE = 10n ** 15n;

/** What the fakes cost: one unit a prompt token, two an answer token (1 USD is 500,000 units). */
const PRICE = { model: MODEL, mode: "token", inputPrice: "2", outputPrice: "4" };

/** Where databases of an engine can be made, or null when its server is not reachable. SQLite needs none. */
export async function findServerUrl(engine: BenchEngine): Promise<string | null> {
  if (engine === "sqlite") return "";
  const server = await findServer(engine);
  return server.isReachable ? server.url : null;
}

export type SiteInput = { engine: BenchEngine; serverUrl: string; upstreamUrl: string };

/** Prepares a fresh database whose one channel leads to `upstreamUrl`. */
export async function createSite({ engine, serverUrl, upstreamUrl }: SiteInput): Promise<Site> {
  const fresh = await createFreshDatabase({ engine, serverUrl });
  const db = createDb(fresh.url, testDatabaseOptions);
  await replaceSetting(db, "network.allowedHosts", ["127.0.0.1"]);
  await db.modelPrice.upsert({ where: { model: MODEL }, create: PRICE, update: PRICE });
  await createChannel(db, { baseUrl: upstreamUrl, models: [MODEL] });
  const customers: TestCustomer[] = [];
  for (let index = 0; index < CUSTOMERS; index += 1) customers.push(await createCustomer(db, BALANCE));
  const keys = customers.map((customer) => customer.key);
  for (let index = 1; index < TOKENS_PER_CUSTOMER; index += 1) {
    for (const { userId } of customers) keys.push(await addToken(db, userId));
  }
  const drop = async () => {
    await db.$disconnect();
    await fresh.drop();
  };
  return { engine, url: fresh.url, db, userIds: customers.map((customer) => customer.userId), keys, drop };
}

/** Another unlimited token of a user. Out: its key. */
async function addToken(db: Db, userId: string): Promise<string> {
  const tokenId = newId("tok");
  const key = newTokenKey();
  await db.token.create({ data: { id: tokenId, userId, name: tokenId, searchText: tokenId, isUnlimited: true } });
  await db.tokenKey.create({
    data: { id: newId("key"), tokenId, hash: sha256Hex(key), prefix: key.slice(0, 7), lastFour: key.slice(-4) },
  });
  return key;
}
