import { expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";
import { makeLog } from "../testing/logs";
import { newerLogs } from "./newer";
import { NewerLogsInput } from "./schema";

const NOW = 1_790_000_000_000;

eachEngine("the live tail", (database) => {
  const newer = async (ctx: ServiceContext, input: object) =>
    (await newerLogs(ctx, NewerLogsInput.parse(input))).items.map((item) => item.id);

  /** A request of a user that began so many seconds from now, and took so long. */
  const request = (userId: string, seconds: number, durationMs = 0) =>
    makeLog(database.db, { userId, createdAt: new Date(NOW + seconds * 1_000), durationMs });

  test("shows what came since, newest first", async () => {
    const { ctx, user } = await signedInAs(database.db, "user");
    await request(user.id, -60);
    const known = await request(user.id, 0);
    const [second, third] = [await request(user.id, 1), await request(user.id, 2)];
    expect(await newer(ctx, { afterId: known.id })).toEqual([third.id, second.id]);
  });

  test("shows a long answer that began before what is known and ended after it", async () => {
    const { ctx, user } = await signedInAs(database.db, "user");
    const long = await request(user.id, -100, 150_000);
    await request(user.id, -100, 10_000);
    const known = await request(user.id, 0);
    expect(await newer(ctx, { afterId: known.id })).toEqual([long.id]);
  });

  test("looks back for a quarter of an hour, not for ever", async () => {
    const { ctx, user } = await signedInAs(database.db, "user");
    const within = await request(user.id, -890, 1_000_000);
    await request(user.id, -1_000, 1_100_000);
    const known = await request(user.id, 0);
    expect(await newer(ctx, { afterId: known.id })).toEqual([within.id]);
  });

  test("keeps to its filter and to the reader's own requests", async () => {
    const [mine, theirs] = [await signedInAs(database.db, "user"), await signedInAs(database.db, "user")];
    const known = await request(mine.user.id, 0);
    await request(theirs.user.id, 1);
    await makeLog(database.db, { userId: mine.user.id, createdAt: new Date(NOW + 1_000), model: "other" });
    const wanted = await makeLog(database.db, {
      userId: mine.user.id,
      createdAt: new Date(NOW + 1_000),
      model: "tail",
    });
    expect(await newer(mine.ctx, { afterId: known.id, model: ["tail"] })).toEqual([wanted.id]);
  });

  test("refuses an id that holds no time", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    await expect(newer(ctx, { afterId: "latest" })).rejects.toMatchObject({ code: "BAD_INPUT" });
  });
});
