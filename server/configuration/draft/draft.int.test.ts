import { beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { CreateChannelInput } from "@/server/supply/channel/schema";
import { createChannel } from "@/server/supply/channel/service";
import { PriceSaveInput } from "@/server/supply/price/schema";
import { savePrice } from "@/server/supply/price/service/save";
import { eachEngine } from "@/server/testing/database";
import { contextOf, makeDefaultGroup, makeUser, signedInAs, systemOf } from "@/server/testing/people";
import { listRevisions } from "../revision/read";
import { latestNumber } from "../revision/revise";
import { dryRunDraft } from "./dry-run";
import { createDraft, discardDraft, updateDraft } from "./edit";
import { publishDraft } from "./publish";
import { getDraft, validateDraft } from "./read";
import { publishDueDrafts, scheduleDraft, unscheduleDraft } from "./schedule";
import { CreateDraftInput, type DraftChange } from "./schema";

const HOUR_MS = 3_600_000;
const PRICE = { mode: "token", inputPrice: "1", outputPrice: "2", cachedInputPrice: null, callPrice: "0" };

eachEngine("drafts", (database) => {
  let admin: ServiceContext;
  let counter = 0;

  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    admin = (await signedInAs(database.db, "admin")).ctx;
  });

  const freshName = (prefix: string) => {
    counter += 1;
    return `${prefix}-${counter}`;
  };

  const priceChange = (model: string, inputPrice: string, base = 0): DraftChange => ({
    kind: "price",
    id: model,
    label: model,
    base,
    content: { ...PRICE, inputPrice },
  });

  const makeDraft = (changes: DraftChange[], ctx = admin) =>
    createDraft(ctx, CreateDraftInput.parse({ title: "New prices", reason: "season", changes }));

  const inputPriceOf = async (model: string) =>
    (await database.db.modelPrice.findUnique({ where: { model } }))?.inputPrice ?? null;

  const setPrice = async (model: string, inputPrice: string) => {
    const row = await database.db.modelPrice.findUnique({ where: { model } });
    await savePrice(admin, PriceSaveInput.parse({ ...PRICE, model, inputPrice, version: row?.version ?? 0 }));
  };

  const publish = (id: string, version = 1, ctx = admin) => publishDraft(ctx, { id, version, isJumpConfirmed: false });

  test("are in force only once they are published, and then as one change that names them", async () => {
    const [one, two] = [freshName("m"), freshName("m")];
    const { id } = await makeDraft([priceChange(one, "3"), priceChange(two, "4")]);
    expect(await inputPriceOf(one)).toBeNull();
    const { changeId } = await publish(id);
    expect([await inputPriceOf(one), await inputPriceOf(two)]).toEqual(["3", "4"]);
    const { items } = await listRevisions(admin, { changeId });
    expect(items.map(({ draftId, reason }) => ({ draftId, reason }))).toEqual([
      { draftId: id, reason: "season" },
      { draftId: id, reason: "season" },
    ]);
    expect(await getDraft(admin, { id })).toMatchObject({ status: "published" });
  });

  test("published twice at once go out once", async () => {
    const model = freshName("m");
    const { id } = await makeDraft([priceChange(model, "3")]);
    const outcomes = await Promise.allSettled([publish(id), publish(id), publish(id)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "CONFLICT" });
    }
    expect(await latestNumber(admin, "price", model)).toBe(1);
    await expect(publish(id, 2)).rejects.toMatchObject({ reason: "draft.already_published" });
  });

  test("go out whole or not at all", async () => {
    const model = freshName("m");
    const group: DraftChange = { kind: "group", id: "default", label: "Default", base: 0, content: null };
    const { id } = await makeDraft([priceChange(model, "3"), group]);
    await expect(publish(id)).rejects.toMatchObject({
      reason: "group.default_stays",
      meta: { objectKind: "group", objectId: "default" },
    });
    expect(await inputPriceOf(model)).toBeNull();
    expect(await latestNumber(admin, "price", model)).toBe(0);
    expect(await getDraft(admin, { id })).toMatchObject({ status: "draft", version: 1 });
  });

  test("that somebody overtook are refused, and say field by field what both did", async () => {
    const model = freshName("m");
    await setPrice(model, "1");
    const mine = { ...priceChange(model, "5", 1), content: { ...PRICE, inputPrice: "5", outputPrice: "6" } };
    const { id } = await makeDraft([mine]);
    expect(await validateDraft(admin, { id })).toMatchObject({ isValid: true });
    await setPrice(model, "4");
    await expect(publish(id)).rejects.toMatchObject({ code: "CONFLICT", reason: "revision.stale" });
    expect(await inputPriceOf(model)).toBe("4");
    const { isValid, objects } = await validateDraft(admin, { id });
    expect(isValid).toBe(false);
    expect(objects[0]).toMatchObject({
      isStale: true,
      newest: 2,
      merge: [
        { path: "inputPrice", base: "1", mine: "5", theirs: "4", isConflict: true },
        { path: "outputPrice", base: "2", mine: "6", theirs: "2", isConflict: false },
      ],
    });
    await updateDraft(admin, { id, version: 1, changes: [{ ...mine, base: 2 }] });
    await publish(id, 2);
    expect(await inputPriceOf(model)).toBe("5");
  });

  test("edited by two at once keep the first edit and tell the second", async () => {
    const { id } = await makeDraft([]);
    const edits = ["a", "b"].map((title) => updateDraft(admin, { id, version: 1, title }));
    const outcomes = await Promise.allSettled(edits);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(publish(id, 2)).rejects.toMatchObject({ reason: "draft.empty" });
  });

  test("rehearsed tell which routes, prices and people they touch, and leave nothing behind", async () => {
    const [model, name] = [freshName("m"), freshName("g")];
    await database.db.group.create({ data: { name, displayName: name } });
    const user = await makeUser(database.db, { groupName: name });
    const channel = CreateChannelInput.parse({
      name: "Main",
      provider: "openai",
      baseUrl: "https://93.184.216.34/v1",
      models: [model, `${model}-b`],
      groups: [name],
      keys: ["sk-test-0123456789abcdefghijklmnop"],
    });
    const { id: channelId } = await createChannel(admin, channel);
    const { keys: _keys, ...definition } = channel;
    const base = await latestNumber(admin, "channel", channelId);
    const narrower = { ...definition, models: [model], upstreamKeys: [] };
    const { id } = await makeDraft([
      { kind: "channel", id: channelId, label: "Main", base, content: narrower },
      {
        kind: "group",
        id: name,
        label: name,
        base: 0,
        content: { displayName: name, description: "", ratio: "2", isSelectable: false },
      },
      priceChange(model, "3"),
    ]);
    const revisions = await database.db.revision.count();
    const run = await dryRunDraft(admin, { id });
    expect(run).toMatchObject({
      refusal: null,
      routes: [{ group: name, model: `${model}-b`, channelsBefore: 1, channelsAfter: 0 }],
      prices: [{ model, before: null, after: { inputPrice: "3" } }],
      ratios: [{ group: name, accounts: null, before: "1", after: "2" }],
      users: { count: 1, names: [user.username], groups: [name] },
    });
    expect(run.effect).toMatchObject({ days: 7, unitsBefore: 0n, unitsAfter: 0n });
    expect(await database.db.revision.count()).toBe(revisions);
    expect(await database.db.ability.count({ where: { channelId } })).toBe(2);
    expect(await inputPriceOf(model)).toBeNull();
  });

  test("rehearsed say beforehand what would be refused, and what wants a yes", async () => {
    const model = freshName("m");
    await setPrice(model, "1");
    const { id } = await makeDraft([priceChange(model, "90", 1)]);
    expect(await dryRunDraft(admin, { id })).toMatchObject({ refusal: null, jump: { reason: "price.jump" } });
    await expect(publish(id)).rejects.toMatchObject({ reason: "price.jump" });
    await publishDraft(admin, { id, version: 1, isJumpConfirmed: true });
    expect(await inputPriceOf(model)).toBe("90");
    const { id: other } = await makeDraft([priceChange(model, "95", 1)]);
    expect(await dryRunDraft(admin, { id: other })).toMatchObject({ refusal: { reason: "revision.stale" } });
  });

  test("never hold a secret, nor what is none of its kind", async () => {
    const secret: DraftChange = {
      kind: "setting",
      id: "payment.epayKey",
      label: "Key",
      base: 0,
      content: { value: "planted" },
    };
    await expect(makeDraft([secret])).rejects.toMatchObject({ reason: "revision.secret_carried" });
    const nonsense = { ...priceChange(freshName("m"), "-1") };
    await expect(makeDraft([nonsense])).rejects.toMatchObject({ code: "BAD_INPUT", reason: "revision.unfit" });
    expect(await database.db.draft.count({ where: { changes: { contains: "planted" } } })).toBe(0);
  });

  test("give nobody a right they lack: an admin's draft of a setting is refused to them, and goes out by root", async () => {
    const change: DraftChange = {
      kind: "setting",
      id: "site.name",
      label: "Name",
      base: 0,
      content: { value: "Acme" },
    };
    const { id } = await makeDraft([{ ...change, base: await latestNumber(admin, "setting", "site.name") }]);
    await expect(publish(id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const root = (await signedInAs(database.db, "root")).ctx;
    await publish(id, 1, root);
    expect(await database.db.setting.findUnique({ where: { key: "site.name" } })).toMatchObject({ value: '"Acme"' });
  });

  test("scheduled go out at their time, once, whoever looks", async () => {
    const model = freshName("m");
    const { id } = await makeDraft([priceChange(model, "3")]);
    const publishAt = new Date(Date.now() + HOUR_MS);
    await scheduleDraft(admin, { id, version: 1, publishAt, isJumpConfirmed: false });
    await expect(updateDraft(admin, { id, version: 2, title: "x" })).rejects.toMatchObject({
      reason: "draft.is_scheduled",
    });
    expect(await publishDueDrafts(systemOf(database.db))).toEqual({ published: 0, failed: 0 });
    const later = { ...systemOf(database.db), clock: () => new Date(publishAt.getTime() + 1) };
    await Promise.all([publishDueDrafts(later), publishDueDrafts(later)]);
    expect(await inputPriceOf(model)).toBe("3");
    expect(await latestNumber(admin, "price", model)).toBe(1);
    expect(await getDraft(admin, { id })).toMatchObject({ status: "published", failure: null });
  });

  test("scheduled by somebody who lost the right to stay unpublished and say why", async () => {
    const model = freshName("m");
    const scheduler = await makeUser(database.db, { role: "admin" });
    const ctx = await contextOf(database.db, scheduler);
    const { id } = await makeDraft([priceChange(model, "3")], ctx);
    const publishAt = new Date(Date.now() + HOUR_MS);
    await scheduleDraft(ctx, { id, version: 1, publishAt, isJumpConfirmed: false });
    await database.db.user.update({ where: { id: scheduler.id }, data: { role: "support" } });
    const later = { ...systemOf(database.db), clock: () => new Date(publishAt.getTime() + 1) };
    expect(await publishDueDrafts(later)).toEqual({ published: 0, failed: 1 });
    expect(await inputPriceOf(model)).toBeNull();
    expect(await getDraft(admin, { id })).toMatchObject({ status: "failed", failure: { reason: "common.forbidden" } });
    expect(await publishDueDrafts(later)).toEqual({ published: 0, failed: 0 });
    await discardDraft(admin, { id, version: 3 });
  });

  test("are scheduled for the future only, and can be taken back", async () => {
    const { id } = await makeDraft([priceChange(freshName("m"), "3")]);
    const past = { id, version: 1, publishAt: new Date(Date.now() - 1), isJumpConfirmed: false };
    await expect(scheduleDraft(admin, past)).rejects.toMatchObject({ reason: "draft.time_past" });
    await expect(unscheduleDraft(admin, { id, version: 1 })).rejects.toMatchObject({ reason: "draft.not_scheduled" });
    await scheduleDraft(admin, { ...past, publishAt: new Date(Date.now() + HOUR_MS) });
    await unscheduleDraft(admin, { id, version: 2 });
    expect(await getDraft(admin, { id })).toMatchObject({ status: "draft", publishAt: null });
  });
});
