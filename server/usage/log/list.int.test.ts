import { expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";
import { makeLog } from "../testing/logs";
import { getLog } from "./get";
import { listLogs } from "./list";
import { ListLogsInput } from "./schema";

eachEngine("request logs", (database) => {
  const list = (ctx: ServiceContext, input: object = {}) => listLogs(ctx, ListLogsInput.parse(input));

  test("pages follow each other without a gap or a repeat, also where many rows share an instant", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const { user } = await signedInAs(database.db, "user");
    const at = new Date(1_790_000_000_000);
    const made = await Promise.all(
      Array.from({ length: 23 }, () => makeLog(database.db, { userId: user.id, createdAt: at })),
    );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(ctx, { userId: [user.id], limit: 5, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(
      made
        .map((row) => row.id)
        .sort()
        .reverse(),
    );
  });

  test("customers see their own requests whatever they ask for, and nothing of the upstream", async () => {
    const [mine, theirs] = [await signedInAs(database.db, "user"), await signedInAs(database.db, "user")];
    const own = await makeLog(database.db, { userId: mine.user.id, channelId: "chn_x", upstreamModel: "secret-model" });
    const foreign = await makeLog(database.db, { userId: theirs.user.id });
    const page = await list(mine.ctx, { userId: [theirs.user.id] });
    expect(page.items.map((item) => item.id)).toEqual([own.id]);
    expect(JSON.stringify(page.items, (_key, value) => (typeof value === "bigint" ? `${value}` : value))).not.toContain(
      "secret-model",
    );
    await expect(getLog(mine.ctx, { id: foreign.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test.each([
    ["status", { status: ["4xx"] }, { httpStatus: 429 }, { httpStatus: 500 }],
    ["model", { model: ["m-1", "m-2"] }, { model: "m-1" }, { model: "m-10" }],
    ["kind", { kind: ["refuse"] }, { kind: "refuse" }, { kind: "fail" }],
    ["outcome", { outcome: ["client_gone"] }, { outcome: "client_gone" }, { outcome: "completed" }],
    ["endpoint", { endpoint: ["embeddings"] }, { endpoint: "embeddings" }, { endpoint: "chat" }],
    ["group", { group: ["vip"] }, { groupName: "vip" }, { groupName: "default" }],
    ["channel", { channelId: ["chn_a"] }, { channelId: "chn_a" }, { channelId: "chn_b" }],
    ["token", { tokenId: ["tok_a"] }, { tokenId: "tok_a" }, { tokenId: "tok_b" }],
    ["stream", { isStream: true }, { isStream: true }, { isStream: false }],
    ["error code", { errorCode: ["x"] }, { errorCode: "x" }, { errorCode: "y" }],
    [
      "error text",
      { errorText: "too many" },
      { httpStatus: 429, errorMessage: "far too many requests" },
      { httpStatus: 429, errorMessage: "no" },
    ],
    ["address", { ip: ["192.0.2.1"] }, { ip: "192.0.2.1" }, { ip: "192.0.2.10" }],
    ["time taken", { durationMsMin: 100, durationMsMax: 200 }, { durationMs: 150 }, { durationMs: 201 }],
    ["cost", { quotaMin: 10 }, { quota: 10n }, { quota: 9n }],
    ["input tokens", { promptTokensMin: 5 }, { promptTokens: 5 }, { promptTokens: 4 }],
    ["output tokens", { completionTokensMin: 5 }, { completionTokens: 5 }, { completionTokens: 4 }],
  ])("can be narrowed by %s", async (_name, filter, matching, other) => {
    const { ctx } = await signedInAs(database.db, "support");
    const { user } = await signedInAs(database.db, "user");
    const wanted = await makeLog(database.db, { userId: user.id, ...matching });
    await makeLog(database.db, { userId: user.id, ...other });
    const page = await list(ctx, { userId: [user.id], ...filter });
    expect(page.items.map((item) => item.id)).toEqual([wanted.id]);
  });

  test("can be narrowed to a user by name and by mail; a name nobody has matches nothing", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const { user } = await signedInAs(database.db, "user");
    const email = `${user.username}@example.com`;
    await database.db.user.update({ where: { id: user.id }, data: { email } });
    const row = await makeLog(database.db, { userId: user.id });
    for (const userId of [user.username, email.toUpperCase()]) {
      expect((await list(ctx, { userId: [userId] })).items.map((item) => item.id)).toEqual([row.id]);
    }
    expect((await list(ctx, { userId: ["nobody-at-all"] })).items).toEqual([]);
  });

  test("are found by our id and by the one the client sent", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const row = await makeLog(database.db, { clientRequestId: `client-${newId("req")}` });
    expect((await list(ctx, { requestId: row.id })).items).toHaveLength(1);
    expect((await list(ctx, { requestId: row.clientRequestId })).items[0]?.id).toBe(row.id);
  });

  test("wildcards and quotes in a filter are letters like any others", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const { user } = await signedInAs(database.db, "user");
    await makeLog(database.db, { userId: user.id, model: "gpt-4o" });
    for (const model of ["%", "gpt%", "_pt-4o", "' OR 1=1 --", ".*"]) {
      expect((await list(ctx, { userId: [user.id], model: [model] })).items).toEqual([]);
    }
  });

  test("a range that ends before it starts is refused with its reason", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const input = { from: new Date(2_000), to: new Date(1_000) };
    await expect(list(ctx, input)).rejects.toMatchObject({ code: "BAD_INPUT", reason: "log.range_reversed" });
  });

  test("one request shows its price formula and its calls to upstreams", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const priceId = newId("req");
    const prices = {
      mode: "token",
      inputPrice: "2",
      outputPrice: "8",
      cachedInputPrice: "0.5",
      callPrice: "0",
      groupRatio: "1",
    };
    await database.db.priceSnapshot.create({ data: { id: priceId, ...prices } });
    const row = await makeLog(database.db, { priceId, promptTokens: 1_000, completionTokens: 100, quota: 1_400n });
    await database.db.attempt.create({
      data: {
        requestId: row.id,
        position: 0,
        channelId: "chn_x",
        endpoint: "/v1/chat/completions",
        startedAt: row.createdAt,
        durationMs: 9,
      },
    });
    const log = await getLog(ctx, { id: row.id });
    expect(log.formula).toMatchObject({ units: "1400", dollars: "0.0028" });
    expect(log.attempts).toHaveLength(1);
  });
});
