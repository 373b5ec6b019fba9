/**
 * Whether a POST comes from a page of ours: another site could otherwise send it with a signed-in person's cookie. Browsers
 * send Sec-Fetch-Site with every request, and JSON cannot be sent across sites without asking first.
 */
export function isFromOurPage(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  const type = request.headers.get("content-type") ?? "";
  return (site === null || site === "same-origin") && type.startsWith("application/json");
}
