import { encryptSecret, newTokenKey, sha256Hex } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { createAccount, type TestAccount } from "@/server/money/ledger/testing/account";
import { proxyColumn } from "@/server/supply/channel/proxy";
import type { TestDatabase } from "@/server/testing/database";
import { PLANTED } from "@/server/testing/planted-secrets";
import { replaceSetting } from "@/server/testing/setting";
import { type GatewayOptions, type RunningGateway, startGateway } from "../start";

export type TestCustomer = TestAccount & { key: string };

type ChannelFields = {
  baseUrl: string;
  models: string[];
  keys?: string[];
  group?: string;
  priority?: number;
  weight?: number;
  modelMapping?: Record<string, string>;
  statusCodeMapping?: Record<string, number>;
  headers?: Record<string, string>;
  proxy?: string;
  limits?: object;
  timeouts?: object;
  retries?: object;
};

/** A gateway of this database on a free port of loopback, without a console. */
export async function startTestGateway(
  database: TestDatabase,
  over: Partial<GatewayOptions> = {},
): Promise<RunningGateway> {
  await replaceSetting(database.db, "network.allowedHosts", ["127.0.0.1"]);
  return startGateway({
    db: database.db,
    databaseUrl: database.url,
    databaseOptions: database.options,
    redisUrl: undefined,
    host: "127.0.0.1",
    port: 0,
    hostname: "test",
    version: "0",
    trustedProxies: [],
    bodyLimitBytes: 1_000_000,
    metricsToken: undefined,
    consoleSocketPath: null,
    ...over,
  });
}

/** A customer with a balance in quota units and a key. */
export async function createCustomer(db: Db, balance: bigint, tokenQuota?: bigint): Promise<TestCustomer> {
  const account = await createAccount(db, tokenQuota === undefined ? { balance } : { balance, tokenQuota });
  const key = newTokenKey();
  await db.tokenKey.create({
    data: {
      id: newId("key"),
      tokenId: account.tokenId,
      hash: sha256Hex(key),
      prefix: key.slice(0, 7),
      lastFour: key.slice(-4),
    },
  });
  return { ...account, key };
}

/** A channel with its abilities, as rows. */
export async function createChannel(db: Db, fields: ChannelFields): Promise<string> {
  const id = newId("chn");
  const { models, group = "default", priority = 0, weight = 1 } = fields;
  await db.channel.create({
    data: {
      id,
      name: id,
      searchText: id,
      provider: "openai",
      baseUrl: fields.baseUrl,
      models: JSON.stringify(models),
      groups: JSON.stringify([group]),
      priority,
      weight,
      modelMapping: JSON.stringify(fields.modelMapping ?? {}),
      statusCodeMapping: JSON.stringify(fields.statusCodeMapping ?? {}),
      headers: fields.headers ? encryptSecret(JSON.stringify(fields.headers)) : "",
      proxy: fields.proxy ? proxyColumn(fields.proxy, "") : "",
      limits: JSON.stringify(fields.limits ?? {}),
      timeouts: JSON.stringify(fields.timeouts ?? {}),
      retries: JSON.stringify(fields.retries ?? {}),
    },
  });
  for (const [position, key] of (fields.keys ?? [PLANTED.upstreamKey]).entries()) {
    const data = {
      id: newId("cky"),
      channelId: id,
      position,
      secret: encryptSecret(key),
      hash: sha256Hex(key),
      hint: "sk-…",
    };
    await db.channelKey.create({ data });
  }
  for (const model of models) {
    await db.ability.create({ data: { groupName: group, model, channelId: id, isEnabled: true, priority, weight } });
  }
  return id;
}

/** One dollar a million tokens in, two out: 1 unit for two prompt tokens, 1 unit an answer token. */
export async function priceModels(db: Db, models: readonly string[]): Promise<void> {
  for (const model of models) {
    const prices = { mode: "token", inputPrice: "1", outputPrice: "2" };
    await db.modelPrice.upsert({ where: { model }, create: { model, ...prices }, update: prices });
  }
}
