import type { BareDriver } from "./bare-driver";
import type { DataSet } from "./data-set";
import type { Session } from "./session";

/** What is aimed at: of a list, a chart, a look-up of a user and of a record. */
export type ReadKind = "list" | "chart" | "user" | "record";

/** One thing that a page asks for, and the same rows asked of the bare driver. Null: there is nothing to hold it against. */
export type Read = {
  name: string;
  kind: ReadKind;
  call(session: Session): Promise<unknown>;
  bare: ((driver: BareDriver) => Promise<unknown>) | null;
};

export const PAGE = 50;
const PAGE_DEEP = 10_000;
const LOG_COLUMNS = `id, created_at, kind, endpoint, user_id, token_id, channel_id, group_name, model, upstream_model, http_status,
  error_code, error_message, outcome, is_stream, attempt_count, prompt_tokens, cached_tokens, completion_tokens, usage_source,
  quota, plan_quota, subscription_id, uncollected_quota, price_id, duration_ms, first_token_ms, reserved_quota, ip,
  client_request_id, route_id, user_agent_id`;

type Filter = Parameters<Session["caller"]["log"]["list"]>[0];

function list(name: string, filter: Filter, [condition, ...values]: [string, ...unknown[]]): Read {
  return {
    name,
    kind: "list",
    call: ({ caller }) => caller.log.list({ limit: PAGE, ...filter }),
    bare: (driver) =>
      driver.query(`SELECT ${LOG_COLUMNS} FROM logs WHERE ${condition} ORDER BY id DESC LIMIT ${PAGE + 1}`, values),
  };
}

/** Every filter of the log alone, for something common and something rare; and the pair that never meets. */
export function listReads(dataSet: DataSet, deepId: string): Read[] {
  const { busyUser, quietUser, busyTokenId, quietTokenId, commonModel, rareModel, commonErrorCode, rareErrorCode } =
    dataSet.samples;
  const { channelId, strangerId } = dataSet.samples;
  const dayAgo = new Date(dataSet.to - 86_400_000);
  const cursor = Buffer.from(deepId).toString("base64url");
  return [
    list("first page", {}, ["1 = 1"]),
    list(`page ${PAGE_DEEP}`, { cursor }, ["id < ?", deepId]),
    list("last day", { from: dayAgo }, ["1 = 1"]),
    list("busy user", { userId: [busyUser.id] }, ["user_id = ?", busyUser.id]),
    list("quiet user, by name", { userId: [quietUser.username] }, ["user_id = ?", quietUser.id]),
    list("busy token", { tokenId: [busyTokenId] }, ["token_id = ?", busyTokenId]),
    list("quiet token", { tokenId: [quietTokenId] }, ["token_id = ?", quietTokenId]),
    list("common model", { model: [commonModel] }, ["model = ?", commonModel]),
    list("rare model", { model: [rareModel] }, ["model = ?", rareModel]),
    list("channel", { channelId: [channelId] }, ["channel_id = ?", channelId]),
    list("server errors", { status: ["5xx"] }, ["http_status IN (500, 502, 503, 504)"]),
    list("status 504", { httpStatus: [504] }, ["http_status = 504"]),
    list("common error code", { errorCode: [commonErrorCode] }, [
      "error_code = ? AND error_code <> ''",
      commonErrorCode,
    ]),
    list("rare error code", { errorCode: [rareErrorCode] }, ["error_code = ? AND error_code <> ''", rareErrorCode]),
    list("group", { group: ["default"] }, ["group_name = ?", "default"]),
    list("rare group", { group: ["internal"] }, ["group_name = ?", "internal"]),
    list("streams", { isStream: true }, ["is_stream"]),
    list("embeddings", { endpoint: ["embeddings"] }, ["endpoint = ?", "embeddings"]),
    list("gave up", { outcome: ["client_gone"] }, ["outcome = ?", "client_gone"]),
    list("slower than a minute", { durationMsMin: 60_000 }, ["duration_ms >= 60000"]),
    list("not these models", { modelNot: [commonModel, "gpt-4o"] }, ["model NOT IN (?, ?)", commonModel, "gpt-4o"]),
    // The worst pair: each is common, both together match nothing, and no index knows both.
    list("model and channel that never meet", { model: [commonModel], channelId: [strangerId] }, [
      "channel_id = ? AND model = ?",
      strangerId,
      commonModel,
    ]),
    list("busy user and rare error", { userId: [busyUser.id], errorCode: [rareErrorCode] }, [
      "error_code = ? AND error_code <> '' AND user_id = ?",
      rareErrorCode,
      busyUser.id,
    ]),
  ];
}

/** Charts of the whole span, and what stands beside the list. */
export function chartReads({ from, to, samples }: DataSet): Read[] {
  const range = { from: new Date(from), to: new Date(to) };
  const sumBy = (column: string) => (driver: BareDriver) =>
    driver.query(
      `SELECT ${column}, sum(request_count) AS requests FROM traffic_days WHERE day_at >= ? AND day_at < ? GROUP BY ${column}`,
      [range.from, range.to],
    );
  return [
    { name: "facets, 30 days", kind: "chart", call: ({ caller }) => caller.log.facets(range), bare: sumBy("model") },
    {
      name: "facets of one model, 30 days",
      kind: "chart",
      call: ({ caller }) => caller.log.facets({ ...range, model: [samples.commonModel] }),
      bare: null,
    },
    {
      name: "histogram, 30 days",
      kind: "chart",
      call: ({ caller }) => caller.log.histogram({ ...range, buckets: 60 }),
      bare: sumBy("day_at"),
    },
    {
      name: "histogram of a busy user, 30 days",
      kind: "chart",
      call: ({ caller }) => caller.log.histogram({ ...range, buckets: 60, userId: [samples.busyUser.id] }),
      bare: null,
    },
    {
      name: "dashboard: cost by model, 30 days",
      kind: "chart",
      call: ({ caller }) => caller.activity.series({ ...range, by: "model", metric: "cost", compare: true }),
      bare: sumBy("model"),
    },
    {
      name: "dashboard: latency, 30 days",
      kind: "chart",
      call: ({ caller }) => caller.activity.latency(range),
      bare: null,
    },
    {
      name: "dashboard: top users, 30 days",
      kind: "chart",
      call: ({ caller }) => caller.activity.tops({ ...range, of: "user", metric: "cost" }),
      bare: null,
    },
    {
      name: "dashboard of a busy user, 30 days",
      kind: "chart",
      call: ({ caller }) =>
        caller.activity.series({ ...range, by: "model", metric: "cost", filter: { userId: samples.busyUser.id } }),
      bare: null,
    },
  ];
}

/** One record by what somebody pasted, and the lists of accounts and keys. */
export function lookUpReads({ samples }: DataSet, logId: string): Read[] {
  const { quietUser, quietTokenId } = samples;
  return [
    {
      name: "one user by name",
      kind: "user",
      call: ({ caller }) => caller.user.list({ search: quietUser.username }),
      bare: (driver) => driver.query("SELECT * FROM users WHERE username = ?", [quietUser.username]),
    },
    {
      name: "one user by mail",
      kind: "user",
      call: ({ caller }) => caller.user.list({ search: `${quietUser.username}@example.com` }),
      bare: (driver) => driver.query("SELECT * FROM users WHERE email = ?", [`${quietUser.username}@example.com`]),
    },
    {
      name: "users, first page",
      kind: "list",
      call: ({ caller }) => caller.user.list({ limit: PAGE }),
      bare: (driver) => driver.query(`SELECT * FROM users ORDER BY created_at DESC, id DESC LIMIT ${PAGE + 1}`, []),
    },
    {
      name: "tokens, first page",
      kind: "list",
      call: ({ caller }) => caller.token.list({ scope: "all", limit: PAGE }),
      bare: (driver) => driver.query(`SELECT * FROM tokens ORDER BY created_at DESC, id DESC LIMIT ${PAGE + 1}`, []),
    },
    {
      name: "tokens of one user",
      kind: "list",
      call: ({ caller }) => caller.token.list({ scope: "all", userId: quietUser.id, limit: PAGE }),
      bare: (driver) =>
        driver.query(`SELECT * FROM tokens WHERE user_id = ? ORDER BY created_at DESC, id DESC LIMIT ${PAGE + 1}`, [
          quietUser.id,
        ]),
    },
    {
      name: "one request by its id",
      kind: "record",
      call: ({ caller }) => caller.log.get({ id: logId }),
      bare: (driver) => driver.query(`SELECT ${LOG_COLUMNS} FROM logs WHERE id = ?`, [logId]),
    },
    {
      name: "anything pasted: a token's id",
      kind: "record",
      call: ({ caller }) => caller.search.lookup({ q: quietTokenId }),
      bare: (driver) => driver.query("SELECT id, name FROM tokens WHERE id = ?", [quietTokenId]),
    },
  ];
}
