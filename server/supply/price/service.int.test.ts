import { beforeAll, expect, test } from "vitest";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { CustomerPriceListInput, ModelListInput, PriceSaveInput, UNPRICED_ERROR_CODE } from "./schema";
import { listCustomerPrices } from "./service/customer-prices";
import { importPrices, previewPriceImport } from "./service/import";
import { getModel, listModels, listPricedNames } from "./service/list";
import { quoteModel } from "./service/quote";
import { deletePrices, savePrice } from "./service/save";

const TOKEN_PRICE = {
  mode: "token",
  inputPrice: "2",
  outputPrice: "8",
  cachedInputPrice: null,
  callPrice: "0",
} as const;

function freshModel(label: string): string {
  return `${label}-${newId("tst")}`;
}

function priceOf(model: string, fields: object = {}) {
  return PriceSaveInput.parse({ model, version: 0, ...TOKEN_PRICE, ...fields });
}

function search(text: string, fields: object = {}) {
  return ModelListInput.parse({ search: text, ...fields });
}

/** An enabled channel that serves a model in a group. */
async function serve(db: Db, model: string, groupName: string): Promise<void> {
  const id = newId("chn");
  const names = { name: "upstream", searchText: "upstream", provider: "openai", baseUrl: "https://example.com" };
  await db.channel.create({
    data: { id, ...names, models: JSON.stringify([model]), groups: JSON.stringify([groupName]) },
  });
  await db.ability.create({ data: { groupName, model, channelId: id, isEnabled: true, priority: 0, weight: 1 } });
}

async function refuse(db: Db, model: string): Promise<void> {
  await db.log.create({
    data: {
      id: newId("req"),
      createdAt: new Date(),
      kind: "refuse",
      endpoint: "chat.completions",
      model,
      httpStatus: 400,
      errorCode: UNPRICED_ERROR_CODE,
      outcome: "refused",
      isStream: false,
    },
  });
}

eachEngine("model prices", (database) => {
  beforeAll(() => makeDefaultGroup(database.db));

  test("a price is kept in its shortest spelling, with its record, and gateways hear of it", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const model = freshModel("m");
    await savePrice(ctx, priceOf(model, { inputPrice: "2.50" }));
    expect((await getModel(ctx, { model })).price).toMatchObject({ inputPrice: "2.5", outputPrice: "8" });
    const [event] = await database.db.auditEvent.findMany({ where: { targetKind: "price", targetId: model } });
    expect(event).toMatchObject({ action: "price.create", actorRole: "admin" });
    expect((await database.db.stateVersion.findUnique({ where: { topic: "price" } }))?.version).toBeGreaterThan(0n);
  });

  test("staff can ask which models have a price: one served without is not among them", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const [priced, served] = [freshModel("m"), freshModel("m")];
    await savePrice(ctx, priceOf(priced));
    await serve(database.db, served, "default");
    const names = await listPricedNames(ctx);
    expect(names).toContain(priced);
    expect(names).not.toContain(served);
    const customer = await signedInAs(database.db, "user");
    await expect(listPricedNames(customer.ctx)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("only administrators set prices", async () => {
    const { ctx } = await signedInAs(database.db, "operator");
    const attempt = savePrice(ctx, priceOf(freshModel("m")));
    await expect(attempt).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(deletePrices(ctx, { models: ["m"] })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(previewPriceImport(ctx, { text: "model,input\nm,1" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("a price that moves more than tenfold wants a second look, and of two editors the second is told", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const model = freshModel("m");
    await savePrice(ctx, priceOf(model));
    const typo = priceOf(model, { version: 1, inputPrice: "0.000002" });
    await expect(savePrice(ctx, typo)).rejects.toMatchObject({ code: "PRECONDITION_FAILED", reason: "price.jump" });
    await savePrice(ctx, { ...typo, isJumpConfirmed: true });
    const late = savePrice(ctx, { ...typo, isJumpConfirmed: true, outputPrice: "9" });
    await expect(late).rejects.toMatchObject({ code: "CONFLICT", reason: "common.stale_version" });
    const again = savePrice(ctx, priceOf(model));
    await expect(again).rejects.toMatchObject({ code: "PRECONDITION_FAILED" });
  });

  test("of two who price a model for the first time at once, one does", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const model = freshModel("m");
    const outcomes = await Promise.allSettled([savePrice(ctx, priceOf(model)), savePrice(ctx, priceOf(model))]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    const [lost] = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "CONFLICT" });
  });

  test("the list holds what is priced, served and asked for, each with its state", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const admin = await signedInAs(database.db, "admin");
    const mark = newId("tst");
    const [ready, unserved, served, called] = ["a", "b", "c", "d"].map((letter) => `${mark}-${letter}`) as [
      string,
      string,
      string,
      string,
    ];
    await savePrice(admin.ctx, priceOf(ready));
    await savePrice(admin.ctx, priceOf(unserved));
    await serve(database.db, ready, "default");
    await serve(database.db, served, "default");
    await refuse(database.db, called);
    const { items, unpricedCount } = await listModels(ctx, search(mark));
    expect(items.map(({ model, state }) => [model, state])).toEqual([
      [ready, "ready"],
      [unserved, "unserved"],
      [served, "unpriced"],
      [called, "unpriced"],
    ]);
    expect(items[0]).toMatchObject({ channelCount: 1, groups: ["default"], version: 1 });
    expect(items[3]).toMatchObject({ channelCount: 0, refusedCount: 1, price: null });
    expect(unpricedCount).toBeGreaterThanOrEqual(2);
    const unpriced = await listModels(ctx, search(mark, { state: ["unpriced"] }));
    expect(unpriced.items.map(({ model }) => model)).toEqual([served, called]);
    const first = await listModels(ctx, search(mark, { limit: 3 }));
    const rest = await listModels(ctx, search(mark, { limit: 3, cursor: first.nextCursor }));
    expect(rest.items.map(({ model }) => model)).toEqual([called]);
  });

  test("customers see what they pay in their own group, the ratio included, and no other group's", async () => {
    const name = newId("tst");
    await database.db.group.create({ data: { name, displayName: "Half price", ratio: "0.5" } });
    const admin = await signedInAs(database.db, "admin");
    const [mine, other] = [freshModel("mine"), freshModel("other")];
    await savePrice(admin.ctx, priceOf(mine));
    await savePrice(admin.ctx, priceOf(other));
    await serve(database.db, mine, name);
    await serve(database.db, other, "default");
    const { ctx, user } = await signedInAs(database.db, "user");
    await database.db.user.update({ where: { id: user.id }, data: { groupName: name } });
    const page = await listCustomerPrices(ctx, CustomerPriceListInput.parse({}));
    expect(page.items).toMatchObject([{ model: mine, price: { inputPrice: "1", outputPrice: "4" } }]);
    const foreign = listCustomerPrices(ctx, CustomerPriceListInput.parse({ group: "default" }));
    await expect(foreign).rejects.toMatchObject({ code: "FORBIDDEN", reason: "price.group_not_yours" });
    await expect(listModels(ctx, search(""))).rejects.toMatchObject({ code: "FORBIDDEN" });
    const usage = { promptTokens: 1_000, cachedTokens: 0, completionTokens: 500 };
    const quotes = await quoteModel(ctx, { model: mine, ...usage });
    expect(quotes).toMatchObject([{ name, units: 1_500n }]);
  });

  test("a customer is shown what a group costs the accounts of their own group, special tokens too", async () => {
    const [home, open] = [freshModel("home"), freshModel("open")];
    await database.db.group.create({ data: { name: home, displayName: home } });
    const accountRatios = JSON.stringify({ [home]: "0.5" });
    const group = { name: open, displayName: open, ratio: "3", isSelectable: true, accountRatios };
    await database.db.group.create({ data: group });
    const model = freshModel("heard");
    const admin = await signedInAs(database.db, "admin");
    await savePrice(admin.ctx, priceOf(model, { audioInputPrice: "40.0" }));
    await serve(database.db, model, open);
    const { ctx, user } = await signedInAs(database.db, "user");
    const shown = async () => {
      const { items } = await listCustomerPrices(ctx, CustomerPriceListInput.parse({ group: open }));
      return items[0]?.price;
    };
    expect(await shown()).toMatchObject({ inputPrice: "6", audioInputPrice: "120", audioOutputPrice: null });
    await database.db.user.update({ where: { id: user.id }, data: { groupName: home } });
    expect(await shown()).toMatchObject({ inputPrice: "1", audioInputPrice: "20", audioOutputPrice: null });
  });

  test("a special price that moves tenfold wants a second look, counted from what its tokens cost before", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const model = freshModel("jump");
    await savePrice(ctx, priceOf(model));
    const change = (fields: object, version = 1) => savePrice(ctx, priceOf(model, { version, ...fields }));
    await expect(change({ audioInputPrice: "20" })).rejects.toMatchObject({ reason: "price.jump" });
    await change({ audioInputPrice: "19" });
    await expect(change({ audioInputPrice: "0" }, 2)).rejects.toMatchObject({ reason: "price.jump" });
    expect((await getModel(ctx, { model })).price).toMatchObject({ audioInputPrice: "19", cacheWritePrice: null });
  });

  test("an import does what its preview showed, or nothing", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const [added, changed, same] = [freshModel("n"), freshModel("c"), freshModel("s")];
    await savePrice(ctx, priceOf(changed));
    await savePrice(ctx, priceOf(same));
    const text = `model,input,output\n${added},1,2\n${changed},3,8\n${same},2.0,8`;
    const preview = await previewPriceImport(ctx, { text });
    expect(preview).toMatchObject({ addCount: 1, changeCount: 1, sameCount: 1, errorCount: 0, jumpCount: 0 });
    await savePrice(ctx, priceOf(changed, { version: 1, outputPrice: "9" }));
    const apply = { text, fingerprint: preview.fingerprint, isJumpConfirmed: false };
    await expect(importPrices(ctx, apply)).rejects.toMatchObject({ code: "CONFLICT", reason: "price.import_stale" });
    expect(await database.db.modelPrice.findUnique({ where: { model: added } })).toBeNull();
    const { fingerprint } = await previewPriceImport(ctx, { text });
    expect(await importPrices(ctx, { ...apply, fingerprint })).toEqual({ added: 1, changed: 1 });
    expect((await getModel(ctx, { model: changed })).price).toMatchObject({ inputPrice: "3", outputPrice: "8" });
  });

  test("an import with a wrong line or an unconfirmed jump changes nothing", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const model = freshModel("m");
    await savePrice(ctx, priceOf(model));
    const attempt = async (text: string) => {
      const { fingerprint } = await previewPriceImport(ctx, { text });
      return importPrices(ctx, { text, fingerprint, isJumpConfirmed: false });
    };
    const wrong = attempt(`model,input\n${freshModel("x")},1\n${freshModel("y")},-1`);
    await expect(wrong).rejects.toMatchObject({ reason: "price.import_errors" });
    await expect(attempt(`model,input,output\n${model},200,8`)).rejects.toMatchObject({ reason: "price.jump" });
    await expect(attempt("not a price list")).rejects.toMatchObject({ reason: "price.sheet_no_model_column" });
    expect((await getModel(ctx, { model })).price).toMatchObject({ inputPrice: "2" });
  });

  test("a deleted price leaves its record, and a served model without one is listed as unpriced", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const model = freshModel("m");
    await savePrice(ctx, priceOf(model));
    await serve(database.db, model, "default");
    expect(await deletePrices(ctx, { models: [model, freshModel("gone")] })).toEqual({ count: 1 });
    expect(await getModel(ctx, { model })).toMatchObject({ state: "unpriced", version: 0 });
    const events = await database.db.auditEvent.findMany({ where: { targetId: model, action: "price.delete" } });
    expect(events).toHaveLength(1);
  });
});
