import type { Role } from "@/server/identity/permission/schema";
import { SCOPE_NAMES, type Scope, scopesOf } from "@/server/identity/service-token/scope-schema";
import { createServiceToken } from "@/server/identity/service-token/service";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import type { KnownNames } from "./arbitrary";
import { type Answer, callApi } from "./client";

/** A service token of a new account: with the scopes named, or with all that the role can give. */
export async function tokenOf(db: Db, role: Role, scopes: readonly Scope[] = scopesOf(role)) {
  const { ctx, user } = await signedInAs(db, role);
  const input = { name: "test", scopes: [...scopes], expiresAt: null, allowedIps: [] };
  const { id, secret } = await createServiceToken(ctx, input);
  return { id, secret, user, ctx };
}

export const ALL_SCOPES: readonly Scope[] = SCOPE_NAMES;

export type Site = { token: string; known: KnownNames };

/** A site with one of everything that the API can make, made by the API. */
export async function makeSite(db: Db): Promise<Site> {
  await makeDefaultGroup(db);
  await replaceSetting(db, "api.tokenCallsPerMinute", 0);
  await replaceSetting(db, "api.addressCallsPerMinute", 0);
  const { secret: token } = await tokenOf(db, "root");
  const post = async (path: string, body: unknown, key?: string) => {
    const headers: Record<string, string> = key ? { "idempotency-key": key } : {};
    return made(path, await callApi({ method: "POST", path, token, body, headers }));
  };
  const user = await post("/users", { username: "fuzzed" });
  const ownToken = await post("/tokens", { name: "fuzzed" });
  await post("/groups", { name: "vip", display_name: "VIP" });
  const channel = await post("/channels", CHANNEL);
  await put(token, "/prices/model", PRICE);
  await post("/ledger/adjustments", { user_id: user.id, amount: "5000000", reason: "for a test" }, "adjust-for-test");
  const batch = await post(
    "/redemptions/batches",
    { name: "Fuzzed", kind: "single", code_count: 2, quota: "1000" },
    "batch-for-test",
  );
  const plan = await post("/plans", PLAN);
  const category = await post("/template-categories", { name: "Fuzzed" });
  const template = await post("/templates", { category_id: category.id, name: "Fuzzed", definition: DEFINITION });
  const config = await post("/configs", { template_id: template.id, key: "fuzzed", values: { text: "a" } });
  await post("/providers", PROVIDER);
  const draft = await post("/drafts", { title: "Fuzzed", changes: [DRAFT_CHANGE] });
  const planned = await get(token, `/plans/${plan.id}`);
  const planVersionId = (planned.current as { id: string }).id;
  const subscription = await post(
    "/subscriptions",
    { user_id: user.id, plan_version_id: planVersionId, paid_by: "none", reason: "for a test" },
    "subscribe-for-test",
  );
  const test = await get(token, `/channels/${channel.id}`);
  const byPrefix = {
    usr_: user.id,
    tok_: ownToken.id,
    chn_: channel.id,
    cky_: (test.keys as { id: string }[])[0]?.id,
    rdb_: batch.id,
    rdc_: await firstId(token, "/redemptions/codes"),
    pln_: plan.id,
    plv_: planVersionId,
    sub_: subscription.subscription_id,
    cat_: category.id,
    tpl_: template.id,
    cfg_: config.id,
    led_: await firstId(token, "/ledger"),
    aud_: await firstId(token, "/audit-events"),
    rev_: await firstId(token, "/revisions"),
    drf_: draft.id,
    rcd_: await makeDifference(db),
  };
  return {
    token,
    known: {
      byPrefix: byPrefix as Record<string, string>,
      byField: { name: "vip", model: "model", user_id: String(user.id), key: "fuzzed" },
    },
  };
}

/** No call makes one: books are meant to agree. */
async function makeDifference(db: Db): Promise<string> {
  const [id, runId] = [newId("rcd"), newId("rec")];
  const found = { rule: "balance", subject: "fuzzed", expected: 2n, actual: 1n, firstRunId: runId, lastRunId: runId };
  await db.reconciliationDifference.create({ data: { id, ...found } });
  return id;
}

function made(path: string, answer: Answer): Record<string, unknown> {
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body ?? {};
}

async function get(token: string, path: string) {
  return made(path, await callApi({ method: "GET", path, token }));
}

async function put(token: string, path: string, body: unknown) {
  return made(path, await callApi({ method: "PUT", path, token, body, headers: { "if-none-match": "*" } }));
}

async function firstId(token: string, path: string): Promise<string> {
  const { data } = await get(token, path);
  return (data as { id: string }[])[0]?.id ?? "";
}

const CHANNEL = {
  name: "Fuzzed",
  provider: "openai",
  base_url: "https://upstream.invalid",
  models: ["model"],
  groups: ["default", "vip"],
  keys: ["sk-upstream"],
};

const PRICE = { mode: "token", input_price: "1", output_price: "2", cached_input_price: null, call_price: "0" };

const PLAN = {
  name: "Fuzzed",
  terms: {
    price_minor: "900",
    currency: "USD",
    period: "month",
    features: { texts: ["A sentence"], monthly: [] },
    limits: { period_quota: "1000000", windows: [] },
    group_names: [],
  },
};

const DEFINITION = {
  label: "1.0.0",
  schema: { type: "object", properties: { text: { type: "string" } } },
  defaults: { text: "b" },
};

const DRAFT_CHANGE = {
  kind: "group",
  id: "drafted",
  label: "Drafted",
  base: 0,
  content: { displayName: "Drafted", description: "", ratio: "1", isSelectable: false },
};

const PROVIDER = {
  name: "vip",
  type: "custom",
  base_url: "https://upstream.invalid/v1",
  models: ["model"],
  key: "sk-own",
};
