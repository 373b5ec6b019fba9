import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";

const HOUR_MS = 3_600_000;
const ROWS_A_STATEMENT = 1_000;

export type ManyLogs = { userId: string; count: number; from: Date; to: Date };

/** Served requests of one customer, evenly over a range of time, with the roll-up that a settlement would have written. */
export async function makeManyLogs(db: Db, { userId, count, from, to }: ManyLogs): Promise<void> {
  const stepMs = (to.getTime() - from.getTime()) / count;
  const inHour = new Map<number, number>();
  for (let first = 0; first < count; first += ROWS_A_STATEMENT) {
    const rows = Array.from({ length: Math.min(ROWS_A_STATEMENT, count - first) }, (_, index) => {
      const at = Math.floor(from.getTime() + (first + index) * stepMs);
      const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
      inHour.set(hour, (inHour.get(hour) ?? 0) + 1);
      return [newId("req", at), at, "consume", "chat", userId, "bulk-model", 200, "completed", 0];
    });
    const places = rows.map((row) => `(${row.map(() => "?").join(",")})`).join(",");
    await db.$executeRawUnsafe(
      `INSERT INTO logs (id, created_at, kind, endpoint, user_id, model, http_status, outcome, is_stream) VALUES ${places}`,
      ...rows.flat(),
    );
  }
  const names = { userId, tokenId: "", channelId: "", groupName: "", model: "bulk-model" };
  const hours = [...inHour].map(([hour, requestCount]) => ({ ...names, hourAt: new Date(hour), requestCount }));
  await db.usageHour.createMany({ data: hours });
}

type Traffic = { model: string; httpStatus: number; at: Date; userId: string; count: number };

/** Requests of one kind at one instant, with the roll-ups that their settlements would have written. */
export async function makeTraffic(db: Db, { model, httpStatus, at, userId, count }: Traffic): Promise<string[]> {
  const hourAt = new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
  const isServed = httpStatus < 400;
  const outcome = isServed ? "completed" : "upstream_error";
  const errorCode = isServed ? "" : "upstream_failed";
  const ids = Array.from({ length: count }, () => newId("req", at.getTime()));
  const kind = isServed ? "consume" : "fail";
  const rows = ids.map((id) => ({
    id,
    createdAt: at,
    kind,
    endpoint: "chat",
    userId,
    model,
    httpStatus,
    outcome,
    errorCode,
    isStream: false,
  }));
  await db.log.createMany({ data: rows });
  const names = { hourAt, channelId: "", groupName: "", model };
  const sums = { requestCount: count, errorCount: isServed ? 0 : count };
  const key = { ...names, userId, tokenId: "" };
  await db.usageHour.upsert({
    where: { hourAt_userId_tokenId_channelId_groupName_model: key },
    create: { ...key, ...sums },
    update: { requestCount: { increment: sums.requestCount }, errorCount: { increment: sums.errorCount } },
  });
  await db.trafficHour.create({
    data: { ...names, endpoint: "chat", isStream: false, httpStatus, outcome, requestCount: count },
  });
  return ids;
}
