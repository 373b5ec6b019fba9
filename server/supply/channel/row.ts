import type { Db } from "@/server/kernel/database/client";

type Row<T> = NonNullable<T>;
export type ChannelRow = Row<Awaited<ReturnType<Db["channel"]["findUnique"]>>>;

/** The columns of a key that may leave the server. The secret and its hash never do. */
export const SHOWN_KEY_COLUMNS = {
  id: true,
  channelId: true,
  position: true,
  hint: true,
  status: true,
  lastError: true,
  lastErrorAt: true,
  createdAt: true,
} as const;

export type ShownKey = {
  id: string;
  channelId: string;
  position: number;
  hint: string;
  status: string;
  lastError: string;
  lastErrorAt: Date | null;
  createdAt: Date;
};

/** What went wrong last on a channel: why it was switched off, else the latest failure of one of its keys. */
export function lastErrorOf(row: ChannelRow, keys: readonly ShownKey[]): { text: string; at: Date | null } | null {
  if (row.status === "auto_disabled" && row.statusReason !== "") {
    return { text: row.statusReason, at: row.statusChangedAt };
  }
  const failed = keys.filter((key) => key.lastError !== "");
  const [latest] = failed.sort((a, b) => (b.lastErrorAt?.getTime() ?? 0) - (a.lastErrorAt?.getTime() ?? 0));
  return latest ? { text: latest.lastError, at: latest.lastErrorAt } : null;
}
