import { expect, test } from "vitest";
import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";
import { AuditTargetInput, ListAuditInput } from "./schema";
import { listAudit, listAuditForTarget } from "./service";

eachEngine("the audit trail", (database) => {
  const act = async (ctx: ServiceContext, id: string) => {
    await withTransaction(ctx, (tx) =>
      audit(tx, {
        action: "channel.update",
        target: { kind: "channel", id, label: id },
        before: { a: 1 },
        after: { a: 2 },
      }),
    );
  };
  const forTarget = (ctx: ServiceContext, targetKind: string, targetId: string) =>
    listAuditForTarget(ctx, AuditTargetInput.parse({ targetKind, targetId }));

  test("nothing is recorded of a change that was rolled back", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const id = newId("chn");
    const failing = withTransaction(ctx, async (tx) => {
      await act(tx, id);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect((await forTarget(ctx, "channel", id)).items).toEqual([]);
  });

  test("an event outside a transaction is a mistake of ours, and is refused", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const event = { action: "x", target: { kind: "channel", id: "chn_x", label: "x" } };
    await expect(audit(ctx, event)).rejects.toMatchObject({ code: "INTERNAL" });
  });

  test("staff without the right to all see their own acts only", async () => {
    const [operator, admin] = [await signedInAs(database.db, "operator"), await signedInAs(database.db, "admin")];
    const id = newId("chn");
    await act(operator.ctx, id);
    await act(admin.ctx, id);
    const own = await listAudit(operator.ctx, ListAuditInput.parse({ targetId: id }));
    expect(own.items.map((event) => event.actorId)).toEqual([operator.user.id]);
    expect((await listAudit(admin.ctx, ListAuditInput.parse({ targetId: id }))).items).toHaveLength(2);
  });

  test("customers see the history of their own account, and of nothing else", async () => {
    const customer = await signedInAs(database.db, "user");
    expect((await forTarget(customer.ctx, "user", customer.user.id)).items).toEqual([]);
    await expect(forTarget(customer.ctx, "channel", "chn_x")).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(listAudit(customer.ctx, ListAuditInput.parse({}))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
