import { beforeAll, expect, test } from "vitest";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, makeUser, signedInAs } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { listGroupChoices } from "./choices";
import { GroupCreateInput, GroupUpdateInput } from "./schema";
import { createGroup, deleteGroup, listGroups, updateGroup } from "./service";

let counter = 0;
function newGroup(fields: object = {}) {
  counter += 1;
  return GroupCreateInput.parse({ name: `g${process.pid}-${counter}`, displayName: "Partners", ...fields });
}

eachEngine("groups", (database) => {
  beforeAll(() => makeDefaultGroup(database.db));

  test("a group's ratio is kept as an exact decimal, and gateways hear of it", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const group = newGroup({ ratio: "0.850" });
    await createGroup(ctx, group);
    expect(await database.db.group.findUnique({ where: { name: group.name } })).toMatchObject({ ratio: "0.85" });
    expect((await database.db.stateVersion.findUnique({ where: { topic: "price" } }))?.version).toBeGreaterThan(0n);
    const [event] = await database.db.auditEvent.findMany({ where: { targetKind: "group", targetId: group.name } });
    expect(event).toMatchObject({ action: "group.create" });
    await expect(createGroup(ctx, group)).rejects.toMatchObject({ code: "CONFLICT", reason: "group.name_taken" });
  });

  test.each(["-1", "1e2", "1000.1", "0.1234567", "", "abc"])("a ratio of %j is none", (ratio) => {
    expect(() => newGroup({ ratio })).toThrow();
  });

  test("only those who manage groups change one, and customers do not see the list", async () => {
    const operator = await signedInAs(database.db, "operator");
    await expect(createGroup(operator.ctx, newGroup())).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await listGroups(operator.ctx))[0]?.name).toBe("default");
    const user = await signedInAs(database.db, "user");
    await expect(listGroups(user.ctx)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("a ratio that moves more than tenfold wants a second look", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const group = newGroup();
    await createGroup(ctx, group);
    const change = (fields: object) =>
      updateGroup(ctx, GroupUpdateInput.parse({ name: group.name, version: 1, ...fields }));
    await expect(change({ ratio: "11" })).rejects.toMatchObject({ code: "PRECONDITION_FAILED", reason: "price.jump" });
    await change({ ratio: "11", isJumpConfirmed: true });
    await expect(change({ ratio: "12" })).rejects.toMatchObject({ reason: "common.stale_version" });
  });

  test("a ratio for the accounts of another group is what these are shown, and moves no more than tenfold unseen", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const group = newGroup({ ratio: "2", isSelectable: true, accountRatios: { default: "0.50" } });
    await createGroup(ctx, group);
    const user = await signedInAs(database.db, "user");
    const shown = (await listGroupChoices(user.ctx, {})).find(({ name }) => name === group.name);
    expect(shown?.ratio).toBe("0.5");
    const change = (accountRatios: object, version = 1) =>
      updateGroup(ctx, GroupUpdateInput.parse({ name: group.name, version, accountRatios }));
    await expect(change({ default: "5" })).rejects.toMatchObject({ reason: "price.jump" });
    await expect(change({ default: "0.5", vip: "0" })).rejects.toMatchObject({ reason: "price.jump" });
    await change({});
    expect((await listGroupChoices(user.ctx, {})).find(({ name }) => name === group.name)?.ratio).toBe("2");
    expect(() => newGroup({ accountRatios: { default: "-1" } })).toThrow();
    expect(() => newGroup({ name: "auto" })).toThrow();
  });

  test("a group somebody is in stays, and the refusal says who; an empty one goes; default always stays", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const group = newGroup();
    await createGroup(ctx, group);
    const user = await makeUser(database.db, { groupName: group.name });
    await expect(deleteGroup(ctx, { name: group.name, version: 1 })).rejects.toMatchObject({
      reason: "group.in_use",
      meta: { userCount: 1, tokenCount: 0, channelCount: 0, names: user.username },
    });
    expect((await listGroups(ctx)).find(({ name }) => name === group.name)).toMatchObject({ userCount: 1 });
    await database.db.user.update({ where: { id: user.id }, data: { groupName: "default" } });
    await deleteGroup(ctx, { name: group.name, version: 1 });
    expect(await database.db.group.findUnique({ where: { name: group.name } })).toBeNull();
    const ofDefault = deleteGroup(ctx, { name: "default", version: 1 });
    await expect(ofDefault).rejects.toMatchObject({ reason: "group.default_stays" });
  });

  test("a group that others name, or that automatic keys try, stays until it is taken out there", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const group = newGroup();
    await createGroup(ctx, group);
    const other = newGroup({ removedGroups: [group.name] });
    await createGroup(ctx, other);
    const remove = () => deleteGroup(ctx, { name: group.name, version: 1 });
    await expect(remove()).rejects.toMatchObject({ reason: "group.mentioned", meta: { names: other.displayName } });
    await updateGroup(ctx, GroupUpdateInput.parse({ name: other.name, version: 1, removedGroups: [] }));
    await replaceSetting(database.db, "access.autoGroups", [group.name]);
    await expect(remove()).rejects.toMatchObject({ reason: "group.in_auto_list" });
    await replaceSetting(database.db, "access.autoGroups", []);
    await remove();
    expect(await database.db.group.findUnique({ where: { name: group.name } })).toBeNull();
  });

  test("customers may choose their own group and those open to all", async () => {
    const admin = await signedInAs(database.db, "admin");
    const [open, closed] = [newGroup({ isSelectable: true }), newGroup()];
    await createGroup(admin.ctx, open);
    await createGroup(admin.ctx, closed);
    const user = await signedInAs(database.db, "user");
    const names = (await listGroupChoices(user.ctx, {})).map(({ name }) => name);
    expect(names).toContain(open.name);
    expect(names).toContain("default");
    expect(names).not.toContain(closed.name);
    const own = await database.db.group.findUniqueOrThrow({ where: { name: "default" } });
    const change = { name: own.name, addedGroups: [closed.name], removedGroups: [open.name] };
    await updateGroup(admin.ctx, GroupUpdateInput.parse({ ...change, version: own.version }));
    const changed = (await listGroupChoices(user.ctx, {})).map(({ name }) => name);
    expect(changed).toContain(closed.name);
    expect(changed).toContain("default");
    expect(changed).not.toContain(open.name);
    const ofAdmin = listGroupChoices(user.ctx, { userId: admin.user.id });
    await expect(ofAdmin).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
