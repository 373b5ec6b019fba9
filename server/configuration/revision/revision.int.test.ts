import { beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { autoDisableChannel } from "@/server/supply/channel/health";
import { addChannelKeys } from "@/server/supply/channel/keys";
import { CreateChannelInput } from "@/server/supply/channel/schema";
import { createChannel, deleteChannel, updateChannel } from "@/server/supply/channel/service";
import { setChannelStatus } from "@/server/supply/channel/status";
import { PriceSaveInput } from "@/server/supply/price/schema";
import { deletePrices, savePrice } from "@/server/supply/price/service/save";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs, systemOf } from "@/server/testing/people";
import { updateSettings } from "../setting/service";
import { compareRevisions } from "./compare";
import { getRevision, listOwnRevisions, listRevisions } from "./read";
import { restoreRevision } from "./restore";
import { latestNumber, revise } from "./revise";

const KEY = "sk-planted-0123456789abcdefghijklmnop";
const OTHER_KEY = "sk-planted-zyxwvutsrqponmlkjihgfedcba";
const HEADER = "planted-header-value-4711";
const BASE_URL = "https://93.184.216.34/v1";
const PRICE = { mode: "token", inputPrice: "1", outputPrice: "2", cachedInputPrice: null, callPrice: "0" };

eachEngine("the history of what is configurable", (database) => {
  let root: ServiceContext;
  let counter = 0;

  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    root = (await signedInAs(database.db, "root")).ctx;
  });

  const freshModel = () => {
    counter += 1;
    return `model-${counter}`;
  };

  async function setPrice(model: string, inputPrice: string, fields: object = {}): Promise<void> {
    const row = await database.db.modelPrice.findUnique({ where: { model } });
    await savePrice(root, PriceSaveInput.parse({ ...PRICE, model, inputPrice, version: row?.version ?? 0, ...fields }));
  }

  const historyOf = async (kind: "price" | "channel" | "setting", objectId: string) =>
    (await listRevisions(root, { kind: [kind], objectId })).items;

  const inputPriceOf = async (model: string) =>
    (await database.db.modelPrice.findUnique({ where: { model } }))?.inputPrice ?? null;

  test("every save is a numbered state that says who, why and what changed", async () => {
    const model = freshModel();
    await setPrice(model, "1");
    await setPrice(model, "3", { reason: "the vendor raised theirs" });
    await deletePrices(root, { models: [model], reason: "no longer sold" });
    const items = await historyOf("price", model);
    expect(items.map(({ number, action, reason }) => ({ number, action, reason }))).toEqual([
      { number: 3, action: "price.delete", reason: "no longer sold" },
      { number: 2, action: "price.update", reason: "the vendor raised theirs" },
      { number: 1, action: "price.create", reason: "" },
    ]);
    expect(items[1]?.changes).toEqual([{ path: "inputPrice", before: "1", after: "3" }]);
    expect(items[0]).toMatchObject({ isDeletion: true, isNewest: true, actorName: root.actor.name, ip: root.ip });
    const found = await getRevision(root, { id: items[1]?.id ?? "" });
    expect(found).toMatchObject({
      content: { inputPrice: "3" },
      previousContent: { inputPrice: "1" },
      newestNumber: 3,
    });
    expect(found.auditEventId).toMatch(/^aud_/);
  });

  test("a state from before there was a history is noted before the first change of it", async () => {
    const model = freshModel();
    await database.db.modelPrice.create({ data: { model, inputPrice: "5", outputPrice: "2" } });
    await setPrice(model, "6");
    const items = await historyOf("price", model);
    expect(items.map(({ action }) => action)).toEqual(["price.update", "price.found"]);
    expect(items[0]?.changes).toContainEqual({ path: "inputPrice", before: "5", after: "6" });
    await restoreRevision(root, { id: items[1]?.id ?? "", expected: 2, reason: "back" });
    expect(await inputPriceOf(model)).toBe("5");
  });

  test("a save that changes nothing is no new state", async () => {
    const model = freshModel();
    await setPrice(model, "1");
    await setPrice(model, "1.0");
    expect(await latestNumber(root, "price", model)).toBe(1);
  });

  test("an older state comes back as a new one that says where it is from", async () => {
    const model = freshModel();
    await setPrice(model, "1");
    await setPrice(model, "2", { outputPrice: "9" });
    const [, first] = await historyOf("price", model);
    await restoreRevision(root, {
      id: first?.id ?? "",
      fields: ["outputPrice"],
      expected: 2,
      reason: "output was right",
    });
    expect(await database.db.modelPrice.findUnique({ where: { model } })).toMatchObject({
      inputPrice: "2",
      outputPrice: "2",
    });
    const [newest] = await historyOf("price", model);
    expect(newest).toMatchObject({ number: 3, restoredFromId: first?.id, reason: "output was right" });
    const compared = await compareRevisions(root, { fromId: first?.id ?? "", toId: null });
    expect(compared.changes).toEqual([{ path: "inputPrice", before: "1", after: "2" }]);
  });

  test("whoever restores over a state they have not seen is told, and nothing changes", async () => {
    const model = freshModel();
    await setPrice(model, "1");
    await setPrice(model, "2");
    const [, first] = await historyOf("price", model);
    await setPrice(model, "3");
    const late = restoreRevision(root, { id: first?.id ?? "", expected: 2, reason: "back" });
    await expect(late).rejects.toMatchObject({ code: "CONFLICT", reason: "revision.stale" });
    expect(await inputPriceOf(model)).toBe("3");
    const same = (await historyOf("price", model))[0];
    const idle = restoreRevision(root, { id: same?.id ?? "", expected: 3, reason: "back" });
    await expect(idle).rejects.toMatchObject({ reason: "revision.same" });
  });

  test("of two who restore at once from what both saw, one does", async () => {
    const model = freshModel();
    await setPrice(model, "1");
    await setPrice(model, "2");
    await setPrice(model, "3");
    const [, second, first] = await historyOf("price", model);
    const attempts = [first, second].map((item) =>
      restoreRevision(root, { id: item?.id ?? "", expected: 3, reason: "back" }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = outcomes.find((outcome) => outcome.status === "rejected");
    expect(refused).toMatchObject({ reason: { code: "CONFLICT" } });
    expect(await latestNumber(root, "price", model)).toBe(4);
  });

  test("a ten-fold jump back has to be meant, like any other", async () => {
    const model = freshModel();
    await setPrice(model, "1");
    await setPrice(model, "50", { isJumpConfirmed: true });
    const [, first] = await historyOf("price", model);
    const input = { id: first?.id ?? "", expected: 2, reason: "a slipped point" };
    await expect(restoreRevision(root, input)).rejects.toMatchObject({
      code: "PRECONDITION_FAILED",
      reason: "price.jump",
    });
    await restoreRevision(root, { ...input, isJumpConfirmed: true });
    expect(await inputPriceOf(model)).toBe("1");
  });

  test("an old state that no longer fits its schema is refused with the fields", async () => {
    const model = freshModel();
    await setPrice(model, "1");
    await setPrice(model, "2");
    const [, first] = await historyOf("price", model);
    const content = JSON.stringify({ ...PRICE, mode: "minute", inputPrice: "-1" });
    await database.db.revision.update({ where: { id: first?.id ?? "" }, data: { content } });
    await expect(restoreRevision(root, { id: first?.id ?? "", expected: 2, reason: "back" })).rejects.toMatchObject({
      code: "BAD_INPUT",
      reason: "revision.unfit",
      meta: { label: model, fields: "mode, inputPrice" },
    });
    expect(await inputPriceOf(model)).toBe("2");
  });

  test("a channel comes back from deletion with its keys, which no state ever holds", async () => {
    const { id } = await createChannel(
      root,
      CreateChannelInput.parse({
        name: "Main",
        provider: "openai",
        baseUrl: BASE_URL,
        models: ["m"],
        keys: [KEY],
        headers: { "x-team": HEADER },
      }),
    );
    await updateChannel(root, { id, version: 1, patch: { priority: 7, headers: { "x-team": `${HEADER}-2` } } });
    await addChannelKeys(root, { channelId: id, keys: [OTHER_KEY] });
    await deleteChannel(root, { id });
    const items = await historyOf("channel", id);
    expect(items.map(({ action }) => action)).toEqual([
      "channel.delete",
      "channel.addKeys",
      "channel.update",
      "channel.create",
    ]);
    expect(items[2]?.changes?.map(({ path }) => path)).toEqual(["headers.x-team", "priority"]);
    const created = items[3]?.id ?? "";
    const { untouched } = await restoreRevision(root, { id: created, expected: 4, reason: "needed again" });
    expect(untouched).toEqual(["upstreamKeys"]);
    expect(await database.db.channel.findUnique({ where: { id } })).toMatchObject({ deletedAt: null, priority: 0 });
    expect(await database.db.channelKey.count({ where: { channelId: id } })).toBe(2);
    const texts = (await database.db.revision.findMany()).map((row) => JSON.stringify(row)).join();
    expect(texts).toContain("secret:");
    for (const secret of [KEY, OTHER_KEY, HEADER]) expect(texts).not.toContain(secret);
  });

  test("what the system switched off is no decision of anybody, and no state", async () => {
    const { id } = await createChannel(
      root,
      CreateChannelInput.parse({ name: "Auto", provider: "openai", baseUrl: BASE_URL, models: ["m"], keys: [KEY] }),
    );
    await autoDisableChannel(systemOf(database.db), { channelId: id, reason: "401" });
    await setChannelStatus(root, { id, status: "enabled" });
    expect(await latestNumber(root, "channel", id)).toBe(1);
    await setChannelStatus(root, { id, status: "disabled", reason: "by hand" });
    const [newest] = await historyOf("channel", id);
    expect(newest).toMatchObject({ number: 2, reason: "by hand" });
    expect(newest?.changes).toEqual([{ path: "status", before: "enabled", after: "disabled" }]);
  });

  test("a secret setting shows by its mark that it changed, and cannot be brought back", async () => {
    const key = "payment.epayKey";
    await updateSettings(root, { changes: [{ key, value: KEY, version: 0 }] });
    await updateSettings(root, { changes: [{ key, value: OTHER_KEY, version: 1 }] });
    const [second, first] = await historyOf("setting", key);
    expect(second?.changes?.map(({ path }) => path)).toEqual(["mark"]);
    const back = restoreRevision(root, { id: first?.id ?? "", expected: second?.number ?? 0, reason: "back" });
    await expect(back).rejects.toMatchObject({ reason: "revision.same" });
    const texts = (await database.db.revision.findMany()).map(({ content }) => content).join();
    for (const secret of [KEY, OTHER_KEY]) expect(texts).not.toContain(secret);
  });

  test("several settings saved together are one change", async () => {
    const versionOf = async (key: string) => (await database.db.setting.findUnique({ where: { key } }))?.version ?? 0;
    const changes = [
      { key: "security.sessionDays", value: 11, version: await versionOf("security.sessionDays") },
      { key: "security.lockoutMinutes", value: 12, version: await versionOf("security.lockoutMinutes") },
    ];
    await updateSettings(root, { changes });
    const [newest] = await historyOf("setting", "security.sessionDays");
    const together = await listRevisions(root, { changeId: newest?.changeId ?? "" });
    const named = together.items.filter(({ action }) => action === "setting.update").map(({ objectId }) => objectId);
    expect(named.sort()).toEqual(["security.lockoutMinutes", "security.sessionDays"]);
  });

  test("customers see the history of their own objects and of nothing else", async () => {
    const [mine, theirs] = [await signedInAs(database.db, "user"), await signedInAs(database.db, "user")];
    for (const { ctx, user } of [mine, theirs]) {
      const object = {
        kind: "config" as const,
        id: newId("cfg"),
        label: "Mine",
        action: "config.create",
        ownerId: user.id,
      };
      await withTransaction(ctx, (tx) => revise(tx, { ...object, before: null, after: { scope: "global" } }));
    }
    const { items } = await listOwnRevisions(mine.ctx, {});
    expect(items.map(({ ownerId }) => ownerId)).toEqual([mine.user.id]);
    const [foreign] = (await listOwnRevisions(theirs.ctx, {})).items;
    await expect(getRevision(mine.ctx, { id: foreign?.id ?? "" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(listRevisions(mine.ctx, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("the list is paged without gaps, and narrowed by words whatever their case", async () => {
    const model = `${freshModel()}-Zebra`;
    for (const price of ["1", "2", "3", "4", "5"]) await setPrice(model, price);
    const all: number[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listRevisions(root, { q: "zEBRA", limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      all.push(...page.items.map(({ number }) => number));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(all).toEqual([5, 4, 3, 2, 1]);
    await expect(listRevisions(root, { cursor: "nonsense" })).rejects.toMatchObject({ reason: "common.bad_cursor" });
  });
});
