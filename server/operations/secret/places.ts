import type { Db } from "@/server/kernel/database/client";
import type { StateTopic } from "@/server/kernel/state-schema";
import type { SecretPlaceName } from "./schema";

/** A row with one or more encrypted values in `text`. `label` is what people know it by. */
export type SecretRow = { id: string; label: string; text: string; updatedAt: Date | null };

export type Replacement = { row: SecretRow; text: string };

/** A column that holds what `encryptSecret` gave, alone or in strings of JSON. */
export type SecretPlace = {
  name: SecretPlaceName;
  column: `${string}.${string}`;
  /** The modules that encrypt for it. A test holds this list against the sources. */
  writers: readonly string[];
  /** What processes keep of it in memory. */
  topics: readonly StateTopic[];
  /** Rows in the order of their ids, after one. */
  read(db: Db, page: { after: string; take: number }): Promise<SecretRow[]>;
  /** Writes only where the row still holds what was read: a change made meanwhile wins. Out: how many rows it was. */
  replace(db: Db, replacement: Replacement): Promise<number>;
};

/** What every value of `encryptSecret` begins with. */
const BEGIN = "v1.";
const IN_JSON = `"${BEGIN}`;

const settings: SecretPlace = {
  name: "settings",
  column: "settings.value",
  writers: ["server/configuration/setting/service.ts"],
  topics: ["setting"],
  read: async (db, { after, take }) => {
    const where = { key: { gt: after }, value: { startsWith: BEGIN } };
    const rows = await db.setting.findMany({ where, orderBy: { key: "asc" }, take });
    return rows.map(({ key, value, updatedAt }) => ({ id: key, label: key, text: value, updatedAt }));
  },
  replace: async (db, { row: { id, text, updatedAt }, text: value }) => {
    const unchanged = { key: id, value: text };
    return (await db.setting.updateMany({ where: unchanged, data: { value, ...kept(updatedAt) } })).count;
  },
};

const channelKeys: SecretPlace = {
  name: "channelKeys",
  column: "channel_keys.secret",
  writers: ["server/supply/channel/keys.ts"],
  topics: ["supply", "access"],
  read: async (db, { after, take }) => {
    const rows = await db.channelKey.findMany({
      where: { id: { gt: after }, secret: { startsWith: BEGIN } },
      orderBy: { id: "asc" },
      take,
      select: { id: true, secret: true, hint: true, channel: { select: { name: true } } },
    });
    return rows.map(({ id, secret, hint, channel }) => ({
      id,
      label: `${channel.name} ${hint}`,
      text: secret,
      updatedAt: null,
    }));
  },
  replace: async (db, { row: { id, text }, text: secret }) =>
    (await db.channelKey.updateMany({ where: { id, secret: text }, data: { secret } })).count,
};

const channelHeaders: SecretPlace = {
  name: "channelHeaders",
  column: "channels.headers",
  writers: ["server/supply/channel/headers.ts"],
  topics: ["supply", "access"],
  read: async (db, { after, take }) => {
    const where = { id: { gt: after }, headers: { startsWith: BEGIN } };
    const select = { id: true, name: true, headers: true, updatedAt: true };
    const rows = await db.channel.findMany({ where, orderBy: { id: "asc" }, take, select });
    return rows.map(({ id, name, headers, updatedAt }) => ({ id, label: name, text: headers, updatedAt }));
  },
  replace: async (db, { row: { id, text, updatedAt }, text: headers }) =>
    (await db.channel.updateMany({ where: { id, headers: text }, data: { headers, ...kept(updatedAt) } })).count,
};

const channelProxies: SecretPlace = {
  name: "channelProxies",
  column: "channels.proxy",
  writers: ["server/supply/channel/proxy.ts"],
  topics: ["supply"],
  read: async (db, { after, take }) => {
    const where = { id: { gt: after }, proxy: { startsWith: BEGIN } };
    const select = { id: true, name: true, proxy: true, updatedAt: true };
    const rows = await db.channel.findMany({ where, orderBy: { id: "asc" }, take, select });
    return rows.map(({ id, name, proxy, updatedAt }) => ({ id, label: name, text: proxy, updatedAt }));
  },
  replace: async (db, { row: { id, text, updatedAt }, text: proxy }) =>
    (await db.channel.updateMany({ where: { id, proxy: text }, data: { proxy, ...kept(updatedAt) } })).count,
};

const userConfigs: SecretPlace = {
  name: "userConfigs",
  column: "user_configs.secrets",
  writers: ["server/configuration/config/secret-values.ts"],
  topics: ["config"],
  read: async (db, { after, take }) => {
    const where = { id: { gt: after }, secrets: { contains: IN_JSON } };
    const select = { id: true, key: true, secrets: true, updatedAt: true };
    const rows = await db.userConfig.findMany({ where, orderBy: { id: "asc" }, take, select });
    return rows.map(({ id, key, secrets, updatedAt }) => ({ id, label: key, text: secrets, updatedAt }));
  },
  replace: async (db, { row: { id, text, updatedAt }, text: secrets }) =>
    (await db.userConfig.updateMany({ where: { id, secrets: text }, data: { secrets, ...kept(updatedAt) } })).count,
};

const importSteps: SecretPlace = {
  name: "importSteps",
  column: "document_import_steps.secrets",
  writers: ["server/configuration/document/import-job.ts"],
  topics: [],
  read: async (db, { after, take }) => {
    const where = { id: { gt: after }, secrets: { startsWith: BEGIN } };
    const select = { id: true, secrets: true };
    const rows = await db.documentImportStep.findMany({ where, orderBy: { id: "asc" }, take, select });
    return rows.map(({ id, secrets }) => ({ id, label: id, text: secrets, updatedAt: null }));
  },
  replace: async (db, { row: { id, text }, text: secrets }) =>
    (await db.documentImportStep.updateMany({ where: { id, secrets: text }, data: { secrets } })).count,
};

const redemptionSeeds: SecretPlace = {
  name: "redemptionSeeds",
  column: "redemption_batches.seed",
  writers: ["server/money/redemption/service/create.ts"],
  topics: [],
  read: async (db, { after, take }) => {
    const where = { id: { gt: after }, seed: { startsWith: BEGIN } };
    const select = { id: true, name: true, seed: true, updatedAt: true };
    const rows = await db.redemptionBatch.findMany({ where, orderBy: { id: "asc" }, take, select });
    return rows.map(({ id, name, seed, updatedAt }) => ({ id, label: name, text: seed ?? "", updatedAt }));
  },
  replace: async (db, { row: { id, text, updatedAt }, text: seed }) =>
    (await db.redemptionBatch.updateMany({ where: { id, seed: text }, data: { seed, ...kept(updatedAt) } })).count,
};

const mailBodies: SecretPlace = {
  name: "mailBodies",
  column: "mail_messages.body",
  writers: ["server/operations/mail/queue.ts"],
  topics: [],
  read: async (db, { after, take }) => {
    const where = { id: { gt: after }, body: { startsWith: BEGIN } };
    const select = { id: true, subject: true, body: true };
    const rows = await db.mailMessage.findMany({ where, orderBy: { id: "asc" }, take, select });
    return rows.map(({ id, subject, body }) => ({ id, label: subject, text: body, updatedAt: null }));
  },
  replace: async (db, { row: { id, text }, text: body }) =>
    (await db.mailMessage.updateMany({ where: { id, body: text }, data: { body } })).count,
};

const idempotentAnswers: SecretPlace = {
  name: "idempotentAnswers",
  column: "idempotent_calls.body",
  writers: ["server/http/api/idempotency.ts"],
  topics: [],
  read: async (db, { after, take }) => {
    const where = { id: { gt: after }, body: { startsWith: BEGIN } };
    const rows = await db.idempotentCall.findMany({
      where,
      orderBy: { id: "asc" },
      take,
      select: { id: true, body: true },
    });
    return rows.map(({ id, body }) => ({ id, label: id.slice(0, 12), text: body, updatedAt: null }));
  },
  replace: async (db, { row: { id, text }, text: body }) =>
    (await db.idempotentCall.updateMany({ where: { id, body: text }, data: { body } })).count,
};

/** Every column with encrypted values. What is missing here would be lost with the old key. */
export const SECRET_PLACE_LIST: readonly SecretPlace[] = [
  settings,
  channelKeys,
  channelHeaders,
  channelProxies,
  userConfigs,
  importSteps,
  redemptionSeeds,
  mailBodies,
  idempotentAnswers,
];

export function findSecretPlace(name: string): SecretPlace | undefined {
  return SECRET_PLACE_LIST.find((place) => place.name === name);
}

/** Nobody has changed the record: its time stays. */
function kept(updatedAt: Date | null): { updatedAt?: Date } {
  return updatedAt === null ? {} : { updatedAt };
}
