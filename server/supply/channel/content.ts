import { revise } from "@/server/configuration/revision/revise";
import type { ServiceContext } from "@/server/kernel/context";
import { secretMark } from "@/server/kernel/secret-mark";
import { type ChannelDefinition, definitionOf } from "./definition";
import type { ChannelRow } from "./row";

/** A channel as its history keeps it: what people decide about it, with marks in the place of secrets. */
export type ChannelContent = ChannelDefinition & {
  /** What a person decided: one that the system switched off counts as enabled. */
  status: "enabled" | "disabled";
  /** A key's shown part and its mark, in their order; "disabled" behind one that a person switched off. */
  upstreamKeys: string[];
};

type KeyRow = { hash: string; hint: string; status: string; position: number };

/** The content of a channel and its keys as they are stored. */
export function channelContent(row: ChannelRow, keys: readonly KeyRow[]): ChannelContent {
  const inOrder = [...keys].sort((a, b) => a.position - b.position || a.hash.localeCompare(b.hash, "en"));
  return {
    ...definitionOf(row),
    status: row.status === "disabled" ? "disabled" : "enabled",
    upstreamKeys: inOrder.map(({ hint, hash, status }) =>
      [hint, secretMark(hash), ...(status === "disabled" ? [status] : [])].join(" ").trim(),
    ),
  };
}

/** Reads the content of a channel, deleted ones too. Its row should be locked where it is about to change. */
export async function readChannelContent(tx: ServiceContext, id: string): Promise<ChannelContent> {
  const { keys, ...row } = await tx.db.channel.findUniqueOrThrow({ where: { id }, include: { keys: true } });
  return channelContent(row, keys);
}

type ChannelChange = {
  id: string;
  action: string;
  /** Null: the channel was not there, or deleted. */
  before: ChannelContent | null;
  /** Whether it is deleted now. */
  isGone?: boolean;
  reason?: string | undefined;
  /** What the audit event shows instead of the difference of the contents. */
  audited?: { before: object | null; after: object | null };
};

/** Writes the revision of a channel that this transaction has changed: what it is now is read from the database. */
export async function reviseChannel(tx: ServiceContext, change: ChannelChange): Promise<void> {
  const { id, action, before, isGone = false, reason, audited } = change;
  const { keys, ...row } = await tx.db.channel.findUniqueOrThrow({ where: { id }, include: { keys: true } });
  await revise(tx, {
    kind: "channel",
    id,
    label: row.name,
    action,
    before,
    after: isGone ? null : channelContent(row, keys),
    reason,
    ownerId: row.ownerId ?? undefined,
    ...(audited === undefined ? {} : { audited }),
  });
}
