import { expect, it } from "vitest";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { signedInAs, systemOf } from "@/server/testing/people";
import { exportLedger } from "./service/export";
import { createAccount } from "./testing/account";

const ROWS = 2_345;

eachEngine("exporting the ledger", (database) => {
  it("gives every entry once, a batch at a time, also where many share an instant", async () => {
    const { userId } = await createAccount(database.db, { balance: 0n });
    const createdAt = new Date();
    const data = Array.from({ length: ROWS }, (_, index) => ({
      id: newId("led"),
      userId,
      kind: index % 2 === 0 ? "top_up" : "consume",
      amount: BigInt(index + 1),
      balanceAfter: 0n,
      idempotencyKey: newId("req"),
      createdAt,
    }));
    await database.db.ledgerEntry.createMany({ data });
    const ids: string[] = [];
    let largest = 0;
    for await (const batch of await exportLedger(systemOf(database.db), { userId, from: createdAt })) {
      largest = Math.max(largest, batch.length);
      ids.push(...batch.map(({ id }) => id));
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(ROWS);
    expect(largest).toBeLessThan(ROWS);
    const topUps = await exportLedger(systemOf(database.db), { userId, kinds: ["top_up"] });
    let count = 0;
    for await (const batch of topUps) count += batch.length;
    expect(count).toBe(data.filter(({ kind }) => kind === "top_up").length);
  });

  it("is refused before the first line to those who may not read it", async () => {
    const { ctx, user } = await signedInAs(database.db, "user");
    await expect(exportLedger(ctx, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(exportLedger(ctx, { userId: newId("usr") })).rejects.toMatchObject({ code: "FORBIDDEN" });
    for await (const batch of await exportLedger(ctx, { userId: user.id })) expect(batch).toEqual([]);
  });
});
