import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { applyObjects, prepareObjects, withoutMarks } from "./apply";
import { previewMoment, restoreMoment } from "./moment";
import { kindOf } from "./parse";
import { restoreRevision } from "./restore";
import { latestNumber } from "./revise";
import type { ObjectRef } from "./schema";

const OBJECTS = 5;
const STATES = 3;

type Step =
  | { do: "put"; object: number; state: number }
  | { do: "delete"; object: number }
  | { do: "restore"; object: number; back: number }
  | { do: "moment"; back: number };

const object = fc.nat({ max: OBJECTS - 1 });
const back = fc.nat({ max: 10 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("put" as const), object, state: fc.nat({ max: STATES - 1 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const), object }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("restore" as const), object, back }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("moment" as const), back }) },
);

/** One of each kind, so that whatever a kind does on its own way is seen. */
function objectsOf(run: number): ObjectRef[] {
  return [
    { kind: "setting", id: "quota.userTokensMax" },
    { kind: "setting", id: "site.name" },
    { kind: "price", id: `model-${run}` },
    { kind: "group", id: `group-${run}` },
    { kind: "channel", id: newId("chn") },
  ];
}

function stateOf({ kind, id }: ObjectRef, state: number): object {
  switch (kind) {
    case "setting":
      return { value: id === "site.name" ? `Site ${state}` : 50 + state };
    case "price":
      return { mode: "token", inputPrice: `${1 + state}`, outputPrice: "4", cachedInputPrice: null, callPrice: "0" };
    case "group":
      return { displayName: `Group ${state}`, description: "", ratio: `1.${state + 1}`, isSelectable: state === 1 };
    default:
      return {
        name: `Channel ${state}`,
        provider: "openai",
        baseUrl: "https://93.184.216.34/v1",
        models: [`m${state}`, "shared"],
        status: "disabled",
        settings: {},
      };
  }
}

eachEngine("any history of saves, restores and moments", (database) => {
  let root: ServiceContext;
  let run = 0;
  // Minutes apart, so that every step is a moment of its own.
  let nowMs = Date.UTC(2026, 0, 1);

  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    root = { ...(await signedInAs(database.db, "root")).ctx, clock: () => new Date(nowMs) };
  });

  async function put(ref: ObjectRef, content: object | null): Promise<void> {
    const prepared = await prepareObjects(root, [{ ...ref, label: ref.id, content }]);
    await withTransaction({ ...root, change: { id: newId("chg") } }, (tx) =>
      applyObjects(tx, prepared, { reason: "test", isJumpConfirmed: true }),
    );
  }

  async function live(ref: ObjectRef): Promise<string> {
    const kind = kindOf(ref);
    const found = await kind.find(root, ref.id);
    return JSON.stringify(found && withoutMarks(kind, found.content));
  }

  async function restoreAllAt(at: Date, refs: ObjectRef[]): Promise<void> {
    const { items } = await previewMoment(root, { at });
    const mine = items.filter((item) => refs.some(({ kind, id }) => item.kind === kind && item.id === id));
    expect(mine.flatMap(({ faults }) => faults)).toEqual([]);
    if (mine.length === 0) return;
    const objects = mine.map(({ kind, id, expected }) => ({ kind, id, expected }));
    await restoreMoment(root, { at, objects, reason: "back", isJumpConfirmed: true });
  }

  async function restoreOne(ref: ObjectRef, number: number): Promise<void> {
    const newest = await latestNumber(root, ref.kind, ref.id);
    const row = await database.db.revision.findFirst({ where: { kind: ref.kind, objectId: ref.id, number } });
    if (!row) return;
    await restoreRevision(root, { id: row.id, expected: newest, reason: "back", isJumpConfirmed: true }).catch(
      (error) => {
        if (error.reason !== "revision.same") throw error;
      },
    );
  }

  test("leaves every object as a naive notebook of all its states says", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
        run += 1;
        const refs = objectsOf(run);
        /** The notebook: after each step, every object's state as text. */
        const notebook: { at: Date; states: string[] }[] = [];
        const note = async () => {
          notebook.push({ at: new Date(nowMs), states: await Promise.all(refs.map(live)) });
          nowMs += 60_000;
        };
        nowMs += 60_000;
        await note();
        for (const one of steps) {
          const ref = "object" in one ? refs[one.object] : undefined;
          const expected = [...(notebook.at(-1)?.states ?? [])];
          if (one.do === "put" && ref) {
            await put(ref, stateOf(ref, one.state));
            expected[one.object] = await live(ref);
            const wanted = stateOf(ref, one.state);
            expect(JSON.parse(expected[one.object] ?? "null")).toMatchObject(wanted);
          } else if (one.do === "delete" && ref) {
            await put(ref, null);
            const isSetting = ref.kind === "setting";
            expected[one.object] = isSetting ? await live(ref) : "null";
          } else if (one.do === "restore" && ref) {
            const number = 1 + (one.back % Math.max(1, await latestNumber(root, ref.kind, ref.id)));
            const row = await database.db.revision.findFirst({ where: { kind: ref.kind, objectId: ref.id, number } });
            await restoreOne(ref, number);
            if (row) {
              const content = row.content === "" ? null : withoutMarks(kindOf(ref), JSON.parse(row.content));
              expected[one.object] = JSON.stringify(content);
            }
          } else if (one.do === "moment") {
            const page = notebook[one.back % notebook.length];
            if (!page) throw new Error("the notebook has a first page");
            await restoreAllAt(page.at, refs);
            expected.splice(0, expected.length, ...page.states);
          }
          await note();
          expect(notebook.at(-1)?.states.map(sorted), JSON.stringify(one)).toEqual(expected.map(sorted));
        }
        await historyIsWhole(refs);
      }),
      { numRuns: database.engine === "sqlite" ? 6 : 2 },
    );
  }, 120_000);

  /** Numbers without gaps, each later than the one before, one open state, and that one is what is in force. */
  async function historyIsWhole(refs: ObjectRef[]): Promise<void> {
    for (const ref of refs) {
      const rows = await database.db.revision.findMany({
        where: { kind: ref.kind, objectId: ref.id },
        orderBy: { number: "asc" },
      });
      expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
      expect([...rows].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(rows);
      expect(rows.filter(({ supersededAt }) => supersededAt === null)).toHaveLength(rows.length === 0 ? 0 : 1);
      const last = rows.at(-1);
      if (!last) continue;
      const content = last.content === "" ? null : withoutMarks(kindOf(ref), JSON.parse(last.content));
      expect(sorted(JSON.stringify(content))).toBe(sorted(await live(ref)));
    }
  }
});

/** Two texts of one state are the same whatever the order of their fields. */
function sorted(text: string): string {
  const value = JSON.parse(text);
  return value === null ? "null" : JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
