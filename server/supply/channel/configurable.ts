import { z } from "zod";
import { type ConfigurableKind, type Fault, SECRET_CARRIED } from "@/server/configuration/revision/kind";
import { AppError } from "@/server/kernel/errors";
import { isProxyUrl } from "@/server/kernel/proxy-url-schema";
import { type ChannelContent, channelContent } from "./content";
import { checkBaseUrl, parseProviderSettings } from "./definition";
import { putChannel } from "./put";
import { CreateChannelInput, HEADER_MARK } from "./schema";
import { deleteChannel } from "./service";

/** What a later version of the product added is absent in old states, and then as it is when nothing was said. */
const Content: z.ZodType<ChannelContent> = CreateChannelInput.omit({ keys: true }).extend({
  upstreamKeys: z.array(z.string().max(191)).default([]),
});

const WITH_KEYS = { keys: true } as const;
const OF_THE_SITE = { ownerId: null, deletedAt: null } as const;

/** The site's channels as history, drafts and documents see them, without their keys. Customers' own are theirs alone. */
export const channelKind: ConfigurableKind<ChannelContent> = {
  kind: "channel",
  permissions: { read: "channel.read", manage: "channel.manage" },
  schema: Content,
  marks: ["upstreamKeys"],
  async find(ctx, id) {
    const found = await ctx.db.channel.findFirst({ where: { id, ...OF_THE_SITE }, include: WITH_KEYS });
    return found && { id, label: found.name, content: channelContent(found, found.keys) };
  },
  async list(ctx) {
    const rows = await ctx.db.channel.findMany({
      where: OF_THE_SITE,
      include: WITH_KEYS,
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
    return rows.map((row) => ({ id: row.id, label: row.name, content: channelContent(row, row.keys) }));
  },
  async check(_ctx, { content }) {
    return [...typedSecrets(content), ...settingsFaults(content)];
  },
  async prepare(ctx, { id, content }) {
    const row = await ctx.db.channel.findUnique({ where: { id }, select: { baseUrl: true } });
    if (row?.baseUrl !== content.baseUrl) await checkBaseUrl(content.baseUrl);
  },
  async apply(tx, { id, content, reason }) {
    if (content !== null) await putChannel(tx, { id, content, reason });
    else if ((await tx.db.channel.count({ where: { id, ...OF_THE_SITE } })) > 0)
      await deleteChannel(tx, { id, reason });
    return { id };
  },
};

/** A header's value and a proxy's address are secrets: a content may only say, by a mark, that the stored one stays. */
function typedSecrets({ headers, proxy }: ChannelContent): Fault[] {
  const typed = Object.entries(headers).filter(([, value]) => !HEADER_MARK.test(value));
  const faults = typed.map(([name]) => ({ path: `headers.${name}`, reason: SECRET_CARRIED, detail: name }));
  if (!isProxyUrl(proxy)) return faults;
  return [...faults, { path: "proxy", reason: SECRET_CARRIED, detail: "proxy" }];
}

function settingsFaults({ provider, settings }: ChannelContent): Fault[] {
  try {
    parseProviderSettings(provider, settings);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const detail = String(error.meta?.detail ?? "");
    return [{ path: "settings", reason: error.reason ?? "channel.settings_invalid", detail }];
  }
}
