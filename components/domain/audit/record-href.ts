const HREF: Record<string, (id: string) => string> = {
  user: (id) => `/users/${id}`,
  channel: (id) => `/channels/${id}`,
  token: (id) => `/tokens?open=${id}`,
  group: (id) => `/groups?open=${encodeURIComponent(id)}`,
  price: (id) => `/models?open=${encodeURIComponent(id)}`,
  job: (id) => `/jobs?open=${id}`,
  log: (id) => `/logs?open=${id}`,
};

/** The page of a record an audit event names, or null where it has none. */
export function recordHref(kind: string, id: string): string | null {
  return HREF[kind]?.(id) ?? null;
}
