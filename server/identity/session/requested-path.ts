/** Set on every request by the console process itself: a layout is not told which address it is drawn for. */
export const REQUESTED_PATH_HEADER = "x-gatehouse-requested-path";

/** Next's own mark on the requests of its router. */
const ROUTER_PARAMETER = "_rsc";

/** The sign-in page that afterwards leads to `path` (path and query, as asked for); plain where that is the home page. */
export function signInPathFor(path: string | null): string {
  const asked = path === null ? null : URL.parse(path, "http://console");
  if (!asked) return "/login";
  const { pathname, searchParams } = asked;
  searchParams.delete(ROUTER_PARAMETER);
  const query = searchParams.size > 0 ? `?${searchParams}` : "";
  const target = `${pathname}${query}`;
  return target === "/" ? "/login" : `/login?callbackUrl=${encodeURIComponent(target)}`;
}
