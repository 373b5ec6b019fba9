import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { decryptSecret, sha256Hex } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { isProxyUrl } from "@/server/kernel/proxy-url-schema";
import { rebuildAbilities } from "../ability/rebuild";
import { readChannelContent, reviseChannel } from "./content";
import { headersColumn } from "./headers";
import { keyRowsOf } from "./keys";
import { lockChannel } from "./lock";
import { proxyColumn, readProxy } from "./proxy";
import { CHANNEL_KEYS_MAX, HEADER_MARK } from "./schema";
import { readHeaders } from "./stored-json";

/** A channel's upstream keys in their order, the values of its headers and its proxy, in plain text. Lives in memory only. */
export type ChannelSecrets = {
  keys: { value: string; isDisabled: boolean }[];
  headers: Record<string, string>;
  /** The address of its own proxy; absent where it has none. */
  proxy?: string | undefined;
};

export type CarriedSecrets = {
  secrets: Record<string, ChannelSecrets>;
  /** Channels some of whose secrets are under a key that is not configured. */
  unreadable: { id: string; label: string }[];
};

/**
 * The secrets of all of the site's channels by their ids; channels without any are left out, and so, as a whole, are those with one that
 * cannot be decrypted: half of a channel's keys would look like all of them. For whoever may take them out of the
 * installation: the caller has asked for that right and the password.
 */
export async function readChannelSecrets(ctx: ServiceContext): Promise<CarriedSecrets> {
  const rows = await ctx.db.channel.findMany({
    where: { ownerId: null, deletedAt: null },
    orderBy: { id: "asc" },
    select: {
      id: true,
      name: true,
      headers: true,
      proxy: true,
      keys: { orderBy: [{ position: "asc" }, { hash: "asc" }] },
    },
  });
  const carried: CarriedSecrets = { secrets: {}, unreadable: [] };
  for (const row of rows) {
    const secrets = openRow(row);
    if (secrets === null) carried.unreadable.push({ id: row.id, label: row.name });
    else if (hasSecrets(secrets)) carried.secrets[row.id] = secrets;
  }
  return carried;
}

function hasSecrets({ keys, headers, proxy }: ChannelSecrets): boolean {
  return keys.length > 0 || Object.keys(headers).length > 0 || proxy !== undefined;
}

type SecretRow = { id: string; headers: string; proxy: string; keys: readonly { secret: string; status: string }[] };

function openRow({ id, headers, proxy, keys }: SecretRow): ChannelSecrets | null {
  try {
    const plain = keys.map(({ secret, status }) => ({
      value: decryptSecret(secret),
      isDisabled: status === "disabled",
    }));
    const address = readProxy(proxy);
    return { keys: plain, headers: { ...readHeaders(headers) }, ...(isProxyUrl(address) ? { proxy: address } : {}) };
  } catch (error) {
    logger.error({ err: error, channelId: id }, "the secrets of a channel cannot be decrypted");
    return null;
  }
}

type Put = ChannelSecrets & { id: string; status: "enabled" | "disabled"; reason: string };

/**
 * Gives a channel exactly these keys, header values, proxy and status, in the caller's transaction. Keys that stay keep their
 * figures. Throws NOT_FOUND, STEP_UP_REQUIRED, BAD_INPUT (channel.keys_too_many).
 */
export async function putChannelSecrets(tx: ServiceContext, put: Put): Promise<void> {
  authorize(tx, "channel.manage");
  await requireStepUp(tx);
  const { id, keys, headers, proxy, status, reason } = put;
  if (keys.length > CHANNEL_KEYS_MAX) {
    throw new AppError("BAD_INPUT", { reason: "channel.keys_too_many", meta: { limit: CHANNEL_KEYS_MAX } });
  }
  const row = await lockChannel(tx, id);
  const before = await readChannelContent(tx, id);
  await replaceKeys(tx, id, keys);
  const values = Object.fromEntries(Object.entries(headers).filter(([, value]) => !HEADER_MARK.test(value)));
  const isSwitched = (row.status === "disabled") !== (status === "disabled");
  const switched = isSwitched ? { status, statusReason: "", statusChangedAt: tx.clock() } : {};
  await tx.db.channel.update({
    where: { id },
    data: {
      headers: headersColumn(values, row.headers),
      ...(proxy === undefined || !isProxyUrl(proxy) ? {} : { proxy: proxyColumn(proxy, row.proxy) }),
      ...switched,
      version: { increment: 1 },
    },
  });
  await reviseChannel(tx, { id, action: "channel.importSecrets", before, reason });
  await rebuildAbilities(tx, id);
}

async function replaceKeys(tx: ServiceContext, channelId: string, keys: ChannelSecrets["keys"]): Promise<void> {
  const stored = await tx.db.channelKey.findMany({ where: { channelId } });
  const known = new Map(stored.map((key) => [key.hash, key]));
  const wanted = new Map(keys.map((key) => [sha256Hex(key.value), key]));
  await tx.db.channelKey.deleteMany({ where: { channelId, hash: { notIn: [...wanted.keys()] } } });
  for (const [position, [hash, { value, isDisabled }]] of [...wanted].entries()) {
    const key = known.get(hash);
    // What the system switched off by itself stays so: that is no decision of a person.
    const status = isDisabled ? "disabled" : key?.status === "auto_disabled" ? key.status : "enabled";
    if (key) await tx.db.channelKey.update({ where: { id: key.id }, data: { position, status } });
    else
      await tx.db.channelKey.createMany({
        data: keyRowsOf(channelId, [value], position).map((row) => ({ ...row, status })),
      });
  }
}
