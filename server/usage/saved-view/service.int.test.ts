import { expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";
import { ViewCreateInput } from "./schema";
import { createView, deleteView, getView, listViews, updateView } from "./service";

/** A list no other test has views of. */
function freshList(): string {
  return `list-${newId("viw").slice(-8).replace(/[0-9]/g, "x")}`;
}

function newView(fields: Partial<ViewCreateInput> = {}): ViewCreateInput {
  const look = { density: "normal", order: ["model"], visibility: { ip: true }, widths: { model: 200 }, pinned: [] };
  return ViewCreateInput.parse({
    list: freshList(),
    name: "Failures",
    state: { filters: { status: "5xx" }, sort: null, look },
    ...fields,
  });
}

eachEngine("saved views", (database) => {
  test("a view keeps filters, order and columns, and is its owner's alone", async () => {
    const owner = await signedInAs(database.db, "support");
    const view = newView();
    const { id } = await createView(owner.ctx, view);
    expect(await getView(owner.ctx, { id })).toMatchObject({ name: "Failures", isOwn: true, state: view.state });
    const colleague = await signedInAs(database.db, "admin");
    await expect(getView(colleague.ctx, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await listViews(colleague.ctx, { list: view.list })).toEqual([]);
    await expect(deleteView(colleague.ctx, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("a shared one is seen by colleagues, changed by its owner only, and never seen by customers", async () => {
    const owner = await signedInAs(database.db, "support");
    const view = newView({ isShared: true });
    const { id } = await createView(owner.ctx, view);
    const colleague = await signedInAs(database.db, "operator");
    expect(await listViews(colleague.ctx, { list: view.list })).toMatchObject([
      { id, isOwn: false, ownerName: owner.user.username },
    ]);
    await expect(updateView(colleague.ctx, { id, version: 1, name: "Mine" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const customer = await signedInAs(database.db, "user");
    await expect(getView(customer.ctx, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await listViews(customer.ctx, { list: view.list })).toEqual([]);
  });

  test("customers keep views for themselves and may not share", async () => {
    const customer = await signedInAs(database.db, "user");
    await expect(createView(customer.ctx, newView({ isShared: true }))).rejects.toMatchObject({ code: "FORBIDDEN" });
    const { id } = await createView(customer.ctx, newView());
    const sharing = updateView(customer.ctx, { id, version: 1, isShared: true });
    await expect(sharing).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await getView(customer.ctx, { id })).toMatchObject({ isShared: false, version: 1 });
  });

  test("sharing, changing and removing a shared view is on record; private ones are nobody's business", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const { id } = await createView(ctx, newView());
    await updateView(ctx, { id, version: 1, name: "Renamed" });
    await updateView(ctx, { id, version: 2, isShared: true });
    await updateView(ctx, { id, version: 3, name: "Renamed again" });
    await deleteView(ctx, { id });
    const events = await database.db.auditEvent.findMany({ where: { targetId: id }, orderBy: { id: "asc" } });
    expect(events.map((event) => event.action).toSorted()).toEqual(["view.delete", "view.share", "view.update"]);
    await expect(getView(ctx, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("a name is taken once a list and person", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const view = newView();
    await createView(ctx, view);
    const taken = { code: "CONFLICT", reason: "view.name_taken" };
    await expect(createView(ctx, view)).rejects.toMatchObject(taken);
    const { id } = await createView(ctx, { ...view, name: "Other" });
    await expect(updateView(ctx, { id, version: 1, name: view.name })).rejects.toMatchObject(taken);
    await createView((await signedInAs(database.db, "support")).ctx, view);
    await createView(ctx, newView());
  });

  test("of two changes of the same version one is refused", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const { id } = await createView(ctx, newView());
    const results = await Promise.allSettled([
      updateView(ctx, { id, version: 1, name: "A" }),
      updateView(ctx, { id, version: 1, name: "B" }),
    ]);
    expect(results.map((result) => result.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("a view that cannot be read any more is there, without what it kept", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const { id } = await createView(ctx, newView());
    await database.db.savedView.update({ where: { id }, data: { state: '{"filters":1}' } });
    expect(await getView(ctx, { id })).toMatchObject({ name: "Failures", state: null });
  });
});
