import { beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { type PlanTerms, storedTerms } from "@/server/money/plan/schema";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { latestNumber } from "../revision/revise";
import { createDraft } from "./edit";
import { publishDraft } from "./publish";
import { validateDraft } from "./read";
import { CreateDraftInput, type DraftChange } from "./schema";

const TERMS: PlanTerms = {
  priceMinor: 900n,
  currency: "USD",
  period: "month",
  features: { texts: ["A sentence"], monthly: [] },
  limits: { periodQuota: 1_000_000n, windows: [] },
  groupNames: [],
};

eachEngine("drafts of plans", (database) => {
  let admin: ServiceContext;

  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    admin = (await signedInAs(database.db, "admin")).ctx;
  });

  /** A plan as its form keeps it. */
  const planChange = (
    id: string,
    { name, terms = TERMS, base = 0 }: { name: string; terms?: PlanTerms; base?: number },
  ): DraftChange => ({
    kind: "plan",
    id,
    label: name,
    base,
    content: { name, description: "", isActive: true, position: 0, terms: storedTerms(terms) },
  });

  async function published(change: DraftChange): Promise<void> {
    const draft = await createDraft(admin, CreateDraftInput.parse({ title: "Plans", changes: [change] }));
    expect(await validateDraft(admin, draft)).toMatchObject({ isValid: true });
    await publishDraft(admin, { ...draft, isJumpConfirmed: false });
  }

  const planNamed = (name: string) =>
    database.db.plan.findFirstOrThrow({ where: { name }, include: { versions: { orderBy: { number: "asc" } } } });

  test("a plan that is new has no id before it is published", async () => {
    await published(planChange("Starter", { name: "Starter" }));
    const plan = await planNamed("Starter");
    expect(plan.id).toMatch(/^pln_/);
    expect(plan.versions).toMatchObject([{ number: 1, priceMinor: 900n }]);
  });

  test("one that is there gets its name and its new terms at once", async () => {
    await published(planChange("Small", { name: "Small" }));
    const { id } = await planNamed("Small");
    const base = await latestNumber(admin, "plan", id);
    await published(planChange(id, { name: "Smaller", terms: { ...TERMS, priceMinor: 700n }, base }));
    const plan = await planNamed("Smaller");
    expect(plan.id).toBe(id);
    expect(plan.versions.map(({ priceMinor }) => priceMinor)).toEqual([900n, 700n]);
  });
});
