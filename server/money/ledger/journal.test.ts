import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OwedJournal } from "./journal";
import { chargeOperation } from "./testing/operations";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gatehouse-journal-"));
});
afterEach(() => rm(folder, { recursive: true }));

const path = () => join(folder, "offline", "owed.journal");
const owed = (id: string) => ({ ...chargeOperation(id, { amount: 0n, charge: 7n }), isOwed: true as const });

describe("the journal of what is owed", () => {
  it("gives the next process whole what was not charged, amounts included", async () => {
    const first = await OwedJournal.open(path());
    expect(first.left).toEqual([]);
    await Promise.all([owed("req_1"), owed("req_2"), owed("req_3")].map((charge) => first.journal.append(charge)));
    await first.journal.charged("req_1");
    await first.journal.close();
    const next = await OwedJournal.open(path());
    expect(next.left).toEqual([owed("req_1"), owed("req_2"), owed("req_3")]);
    expect(next.journal.size).toBe(3);
    await next.journal.close();
  });

  it("is empty once all of it is charged", async () => {
    const { journal } = await OwedJournal.open(path());
    await Promise.all([journal.append(owed("req_1")), journal.append(owed("req_2"))]);
    await journal.charged("req_2");
    expect(await readFile(path(), "utf8")).not.toBe("");
    await journal.charged("req_1");
    expect(await readFile(path(), "utf8")).toBe("");
    await journal.append(owed("req_4"));
    await journal.close();
    const next = await OwedJournal.open(path());
    expect(next.left).toEqual([owed("req_4")]);
    await next.journal.close();
  });

  it("loses nothing but the line that a power cut tore off", async () => {
    const first = await OwedJournal.open(path());
    await first.journal.append(owed("req_1"));
    await first.journal.close();
    await appendFile(path(), '{"json":{"kind":"char');
    const next = await OwedJournal.open(path());
    expect(next.left).toEqual([owed("req_1")]);
    await next.journal.append(owed("req_2"));
    await next.journal.close();
    const last = await OwedJournal.open(path());
    expect(last.left).toEqual([owed("req_1"), owed("req_2")]);
    await last.journal.close();
  });

  it("says so when the disk takes nothing: the answer must not go out", async () => {
    const { journal } = await OwedJournal.open(path());
    await journal.close();
    await expect(journal.append(owed("req_1"))).rejects.toThrow();
    expect(journal.size).toBe(0);
  });
});
