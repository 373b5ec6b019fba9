import { createDb, type Db, replaceDb } from "@/server/kernel/database/client";
import { closeReadStore } from "@/server/kernel/database/read-store";
import { contextOf } from "@/server/testing/people";
import { createCaller } from "@/server/trpc/root";
import { rollUpDays } from "@/server/usage/rollup/work";
import { type DataSet, dataSetOptions } from "./data-set";
import { ROOT } from "./fill-supply";

/** What a browser of root has: every procedure, through its schema, its rights and its errors. */
export type Session = {
  dataSet: DataSet;
  db: Db;
  caller: ReturnType<typeof createCaller>;
  close(): Promise<void>;
};

/** Signs root in on a data set, after the nightly roll-up of days has been done. */
export async function openSession(dataSet: DataSet): Promise<Session> {
  const db = createDb(dataSet.url, dataSetOptions);
  replaceDb(db);
  const user = await db.user.findUniqueOrThrow({ where: { username: ROOT.username } });
  const service = await contextOf(db, user);
  await rollUpDays({ ...service, actor: { kind: "system", name: "roll-up" } });
  const caller = createCaller({ requestId: service.requestId, ip: "", userAgent: "bench", service });
  const close = async () => {
    replaceDb(undefined);
    await closeReadStore(db);
    await db.$disconnect();
  };
  return { dataSet, db, caller, close };
}
