import { z } from "zod";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import type { Page } from "@/server/kernel/paging/keyset";
import type { ListAbilitiesInput } from "./schema";

export type AbilityView = {
  group: string;
  model: string;
  channelId: string;
  channelName: string;
  isEnabled: boolean;
  priority: number;
  weight: number;
};

/** A row's key: the list goes by it, so the cursor is the last row's. */
const Place = z.tuple([z.string().max(64), z.string().max(191), z.string().max(32)]);

/**
 * Which of the site's channels serves which model in which group, by group, model and channel. What customers brought is not
 * among it. Throws BAD_INPUT (common.bad_cursor).
 */
export async function listAbilities(ctx: ServiceContext, input: ListAbilitiesInput): Promise<Page<AbilityView>> {
  authorize(ctx, "channel.read");
  const { group, model, channelId, isEnabled, cursor, limit } = input;
  const rows = await ctx.db.ability.findMany({
    where: {
      channel: { ownerId: null },
      ...(group === undefined ? {} : { groupName: group }),
      ...(model === undefined ? {} : { model }),
      ...(channelId === undefined ? {} : { channelId }),
      ...(isEnabled === undefined ? {} : { isEnabled }),
      ...(cursor === undefined ? {} : behind(readPlace(cursor))),
    },
    include: { channel: { select: { name: true } } },
    orderBy: [{ groupName: "asc" }, { model: "asc" }, { channelId: "asc" }],
    take: limit + 1,
  });
  const kept = rows.slice(0, limit);
  const last = rows.length > limit ? kept.at(-1) : undefined;
  return {
    items: kept.map((row) => ({
      group: row.groupName,
      model: row.model,
      channelId: row.channelId,
      channelName: row.channel.name,
      isEnabled: row.isEnabled,
      priority: row.priority,
      weight: row.weight,
    })),
    nextCursor: last ? placeText([last.groupName, last.model, last.channelId]) : null,
  };
}

function behind([groupName, model, channelId]: z.output<typeof Place>) {
  return {
    OR: [
      { groupName: { gt: groupName } },
      { groupName, model: { gt: model } },
      { groupName, model, channelId: { gt: channelId } },
    ],
  };
}

function placeText(place: z.output<typeof Place>): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

function readPlace(cursor: string): z.output<typeof Place> {
  try {
    return Place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new AppError("BAD_INPUT", { reason: "common.bad_cursor", cause });
  }
}
