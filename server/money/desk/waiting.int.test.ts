import { expect, it } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { requestApproval } from "@/server/money/approval/gate";
import { eachEngine } from "@/server/testing/database";
import { makeUser, signedInAs } from "@/server/testing/people";
import { readWaiting } from "./waiting";

eachEngine("what of the money waits for staff", (database) => {
  it("counts for who decides the changes of others that have not lapsed", async () => {
    const { ctx: admin } = await signedInAs(database.db, "admin");
    const { ctx: operator } = await signedInAs(database.db, "operator");
    const count = async (ctx: ServiceContext) => (await readWaiting(ctx)).approvals ?? 0;
    const [before, beforeOperator] = [await count(admin), await count(operator)];
    await askFor(operator);
    await askFor(admin);
    await askFor({ ...operator, clock: () => new Date(Date.now() - 400 * 86_400_000) });
    expect(await count(admin)).toBe(before + 1);
    // Who may not decide sees all that wait, their own among them.
    expect(await count(operator)).toBe(beforeOperator + 2);
  });

  it("says nothing of approvals to support, who may not read them", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    expect((await readWaiting(ctx)).approvals).toBeNull();
  });

  it("counts callbacks of the last week that came signed and did not fit", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const before = (await readWaiting(ctx)).paymentEvents;
    await addEvent(database.db, { verdict: "mismatch" });
    await addEvent(database.db, { verdict: "failed" });
    await addEvent(database.db, { verdict: "bad_signature" });
    await addEvent(database.db, { verdict: "accepted" });
    await addEvent(database.db, { verdict: "mismatch", createdAt: new Date(Date.now() - 8 * 86_400_000) });
    expect((await readWaiting(ctx)).paymentEvents).toBe(before + 2);
  });
});

async function askFor(ctx: ServiceContext): Promise<void> {
  const { id: userId } = await makeUser(ctx.db);
  const request = { kind: "adjust", input: { userId }, userId, amount: 1n, reason: "a test" } as const;
  await withTransaction(ctx, (tx) => requestApproval(tx, request));
}

async function addEvent(db: Db, fields: { verdict: string; createdAt?: Date }): Promise<void> {
  await db.paymentEvent.create({
    data: { id: newId("pev"), provider: "stripe", source: "callback", body: "{}", bodyHash: "", ...fields },
  });
}
