const HREF: Record<string, (id: string) => string> = {
  user: (id) => `/users/${id}`,
  channel: (id) => `/channels/${id}`,
  token: (id) => `/tokens?open=${id}`,
  serviceToken: (id) => `/service-tokens?q=${id}`,
  group: (id) => `/groups?open=${encodeURIComponent(id)}`,
  price: (id) => `/models?open=${encodeURIComponent(id)}`,
  category: (id) => `/templates?category=${id}`,
  template: (id) => `/templates/${id}`,
  config: (id) => `/configs/${id}`,
  job: (id) => `/jobs?open=${id}`,
  plan: (id) => `/plans?open=${id}`,
  setting: (id) => `/settings/general?q=${encodeURIComponent(id)}`,
  revision: (id) => `/history?open=${id}`,
  draft: (id) => `/drafts/${id}`,
  log: (id) => `/logs?open=${id}`,
  redemptionBatch: (id) => `/codes?open=${id}`,
  redemptionCode: (id) => `/codes?tab=codes&codes_q=${id}`,
  order: (id) => `/topups?open=${id}`,
  ledgerEntry: (id) => `/ledger?open=${id}`,
  approval: (id) => `/approvals?open=${id}`,
  difference: (id) => `/reconciliation?open=${id}`,
  subscription: (id) => `/subscriptions?open=${id}`,
};

/** What an id names, told by its prefix. */
const KIND_BY_PREFIX: Record<string, string> = {
  usr: "user",
  chn: "channel",
  tok: "token",
  svt: "serviceToken",
  cat: "category",
  tpl: "template",
  cfg: "config",
  job: "job",
  req: "log",
  rev: "revision",
  drf: "draft",
  pay: "order",
  led: "ledgerEntry",
  apr: "approval",
  rcd: "difference",
  pln: "plan",
  sub: "subscription",
  rdb: "redemptionBatch",
  rdc: "redemptionCode",
  // The list of codes finds a code by its use.
  rdu: "redemptionCode",
};

/** The page of a record an audit event names, or null where it has none. */
export function recordHref(kind: string, id: string): string | null {
  return HREF[kind]?.(id) ?? null;
}

/** The page of whatever an id names, or null where it has none. */
export function hrefOfId(id: string): string | null {
  const kind = KIND_BY_PREFIX[id.slice(0, id.indexOf("_"))];
  return kind === undefined ? null : recordHref(kind, id);
}
