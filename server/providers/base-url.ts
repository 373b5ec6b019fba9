const VERSION_SEGMENT = /\/v\d+(?:beta\d*|alpha\d*)?(?:\/|$)/;
const ENDPOINT_TAIL = /\/(?:chat\/completions|completions|embeddings|models|messages)$/;

/** The operator's base URL without query, trailing slashes and a pasted endpoint path. */
export function trimBaseUrl(baseUrl: string): string {
  const bare = baseUrl
    .trim()
    .replace(/[?#].*$/s, "")
    .replace(/\/+$/, "");
  return bare.replace(ENDPOINT_TAIL, "");
}

/** Adds the version unless the path already has one: people paste both forms. */
export function versionedBaseUrl(baseUrl: string, version: string): string {
  const bare = trimBaseUrl(baseUrl);
  const pathStart = bare.indexOf("/", bare.indexOf("://") + 3);
  const path = pathStart === -1 ? "" : bare.slice(pathStart);
  return VERSION_SEGMENT.test(path) ? bare : `${bare}/${version}`;
}
