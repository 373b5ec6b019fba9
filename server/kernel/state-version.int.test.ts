import { expect, test } from "vitest";
import { eachEngine } from "@/server/testing/database";
import { systemOf } from "@/server/testing/people";
import { bumpStateVersion } from "./state-version";
import { withTransaction } from "./transaction";

eachEngine("state versions", (database) => {
  test("count every change, also when the first ones of a topic come at once", async () => {
    await database.db.stateVersion.deleteMany({ where: { topic: "price" } });
    const bump = () => withTransaction(systemOf(database.db), (tx) => bumpStateVersion(tx, "price"));
    await Promise.all(Array.from({ length: 8 }, bump));
    expect((await database.db.stateVersion.findUnique({ where: { topic: "price" } }))?.version).toBe(8n);
  });
});
