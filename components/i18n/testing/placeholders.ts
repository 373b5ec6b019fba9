/** The parameters and tags of an ICU text, sorted: `{count, plural, …}` → count, `<b>` → <b>. */
export function placeholdersOf(text: string): string[] {
  const found = new Set<string>();
  collect(text, found);
  return [...found].sort();
}

function collect(text: string, found: Set<string>): void {
  for (const tag of text.matchAll(/<(\w+)>/g)) found.add(`<${tag[1]}>`);
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("{", at);
    if (open === -1) return;
    const close = closingBrace(text, open);
    const [name = "", kind, ...rest] = text.slice(open + 1, close).split(",");
    if (/^\s*\w+\s*$/.test(name)) found.add(name.trim());
    // The branches of a plural or select hold texts of their own, each between braces.
    if (kind) for (const branch of branchesOf(rest.join(","))) collect(branch, found);
    at = close + 1;
  }
}

function branchesOf(text: string): string[] {
  const branches: string[] = [];
  let at = text.indexOf("{");
  while (at !== -1) {
    const close = closingBrace(text, at);
    branches.push(text.slice(at + 1, close));
    at = text.indexOf("{", close);
  }
  return branches;
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}
