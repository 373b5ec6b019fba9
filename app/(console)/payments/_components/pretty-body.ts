/** A body as people read it: JSON with lines, the fields of a form one a line, anything else as it came. */
export function prettyBody(body: string): string {
  if (/^\s*[[{]/.test(body)) {
    try {
      return JSON.stringify(JSON.parse(body), null, 2);
    } catch {
      return body;
    }
  }
  const isForm = /^[^\s=&]+=[^\s]*$/.test(body);
  if (!isForm) return body;
  return [...new URLSearchParams(body)].map(([name, value]) => `${name} = ${value}`).join("\n");
}
