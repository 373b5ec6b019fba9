import type { Log } from "@/prisma/generated/sqlite/client";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";

/** A served request as the settlement would have written it. */
export function makeLog(db: Db, fields: Partial<Log> = {}): Promise<Log> {
  const createdAt = fields.createdAt ?? new Date();
  return db.log.create({
    data: {
      id: newId("req", createdAt.getTime()),
      kind: "consume",
      endpoint: "chat",
      httpStatus: 200,
      outcome: "completed",
      isStream: false,
      model: "gpt-4o",
      ...fields,
      createdAt,
    },
  });
}
