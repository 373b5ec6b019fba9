import { createChannel, createCustomer, type TestCustomer } from "@/server/gateway/testing/site";
import { createDb, type Db } from "@/server/kernel/database/client";
import { createFreshDatabase, testDatabaseOptions } from "@/server/testing/fresh-database";
import { findServer } from "@/server/testing/servers";
import { replaceSetting } from "@/server/testing/setting";
import { MODEL } from "./load-protocol";

export type BenchEngine = "sqlite" | "postgresql";

/** A fresh installation of Gatehouse as rows: sixteen customers with a key each, one channel, one price. */
export type Site = { engine: BenchEngine; url: string; db: Db; customers: TestCustomer[]; drop(): Promise<void> };

const CUSTOMERS = 16;
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
  const drop = async () => {
    await db.$disconnect();
    await fresh.drop();
  };
  return { engine, url: fresh.url, db, customers, drop };
}
