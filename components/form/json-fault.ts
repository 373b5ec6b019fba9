export type JsonFault = { line: number; column: number };

const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside strings
  /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))/y;

type Wanted = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end" | "nothing";

/** Where a JSON text breaks, or null when it is whole. Browsers' own messages name the place only sometimes. */
export function findJsonFault(text: string): JsonFault | null {
  const offset = findBreak(text);
  if (offset === null) return null;
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

function findBreak(text: string): number | null {
  const open: string[] = [];
  let wanted: Wanted = "value";
  let end = 0;
  const afterValue = (): Wanted => (open.length === 0 ? "nothing" : "comma-or-end");
  while (true) {
    const start = end + (/^[ \t\n\r]*/.exec(text.slice(end))?.[0].length ?? 0);
    if (start >= text.length) return wanted === "nothing" ? null : text.trimEnd().length;
    TOKEN.lastIndex = end;
    const match = TOKEN.exec(text);
    if (!match) return start;
    const [whole, mark, string, scalar] = match;
    end += whole.length;
    const next = advance({ wanted, mark, isString: string !== undefined, isScalar: scalar !== undefined, open });
    if (next === null) return start;
    wanted = next === "done" ? afterValue() : next;
  }
}

type Step = { wanted: Wanted; mark: string | undefined; isString: boolean; isScalar: boolean; open: string[] };

/** What may come after a token; "done" after a whole value, null when the token may not stand here. */
function advance({ wanted, mark, isString, isScalar, open }: Step): Wanted | "done" | null {
  const isValuePlace = wanted === "value" || wanted === "value-or-end";
  if (isString && (wanted === "key" || wanted === "key-or-end")) return "colon";
  if (isString || isScalar) return isValuePlace ? "done" : null;
  if (mark === ":") return wanted === "colon" ? "value" : null;
  if (mark === ",") return wanted === "comma-or-end" ? (open.at(-1) === "{" ? "key" : "value") : null;
  if (mark === "{" || mark === "[") {
    if (!isValuePlace) return null;
    open.push(mark);
    return mark === "{" ? "key-or-end" : "value-or-end";
  }
  const mayClose = wanted === "comma-or-end" || wanted === (mark === "}" ? "key-or-end" : "value-or-end");
  if (!mayClose || open.pop() !== (mark === "}" ? "{" : "[")) return null;
  return "done";
}
