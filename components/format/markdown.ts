/** A part of a line. */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "bold" | "italic"; parts: Inline[] }
  | { kind: "link"; href: string; parts: Inline[] };

export type Block =
  | { kind: "heading"; level: 2 | 3 | 4; parts: Inline[] }
  | { kind: "paragraph"; parts: Inline[] }
  | { kind: "list"; isOrdered: boolean; items: Inline[][] }
  | { kind: "quote"; parts: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "rule" };

const LABEL_MAX = 500;
const HREF_MAX = 2_000;
const INLINE = new RegExp(
  [
    "`([^`\\n]+)`",
    "\\*\\*([^*\\n]+)\\*\\*",
    "\\*([^*\\n]+)\\*",
    `\\[([^\\]\\n]{1,${LABEL_MAX}})\\]\\(([^)\\s]{1,${HREF_MAX}})\\)`,
    `(https?://[^\\s<>()]{1,${HREF_MAX}})`,
  ].join("|"),
  "g",
);

const FENCE = /^```/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const BULLET = /^\s*[-*+]\s+(.*)$/;
const NUMBERED = /^\s*\d{1,9}[.)]\s+(.*)$/;
const QUOTE = /^>\s?(.*)$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;

/**
 * Reads the part of Markdown that a page of a site needs: headings, paragraphs, lists, quotes, code, links, bold and italic.
 * Marks of HTML stay text, and only links to pages and mail addresses are links, so nothing in it can run.
 */
export function parseMarkdown(source: string): Block[] {
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const { block, next } = readBlock(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

type Read = { block: Block | null; next: number };

function readBlock(lines: string[], at: number): Read {
  const line = lines[at] ?? "";
  if (line.trim() === "") return { block: null, next: at + 1 };
  if (FENCE.test(line)) return readCode(lines, at + 1);
  if (RULE.test(line)) return { block: { kind: "rule" }, next: at + 1 };
  const [, marks, title] = HEADING.exec(line) ?? [];
  if (marks !== undefined) {
    const level = marks.length === 1 ? 2 : marks.length === 2 ? 3 : 4;
    return { block: { kind: "heading", level, parts: parseInline(title ?? "") }, next: at + 1 };
  }
  for (const [pattern, isOrdered] of [
    [BULLET, false],
    [NUMBERED, true],
  ] as const) {
    const items = take(lines, at, pattern);
    if (items.length > 0)
      return { block: { kind: "list", isOrdered, items: items.map(parseInline) }, next: at + items.length };
  }
  const quoted = take(lines, at, QUOTE);
  if (quoted.length > 0) {
    return { block: { kind: "quote", parts: parseInline(quoted.join("\n")) }, next: at + quoted.length };
  }
  return readParagraph(lines, at);
}

function take(lines: string[], at: number, pattern: RegExp): string[] {
  const taken: string[] = [];
  for (let index = at; index < lines.length; index += 1) {
    const found = pattern.exec(lines[index] ?? "");
    if (!found) break;
    taken.push(found[1] ?? "");
  }
  return taken;
}

function readCode(lines: string[], at: number): Read {
  const end = lines.findIndex((line, index) => index >= at && FENCE.test(line));
  const last = end === -1 ? lines.length : end;
  return { block: { kind: "code", text: lines.slice(at, last).join("\n") }, next: last + 1 };
}

function readParagraph(lines: string[], at: number): Read {
  let next = at + 1;
  while (next < lines.length && isContinued(lines[next] ?? "")) next += 1;
  return { block: { kind: "paragraph", parts: parseInline(lines.slice(at, next).join("\n")) }, next };
}

function isContinued(line: string): boolean {
  return line.trim() !== "" && ![FENCE, HEADING, BULLET, NUMBERED, QUOTE, RULE].some((pattern) => pattern.test(line));
}

/** The parts of a line; of several lines too, whose breaks stay in the text. */
export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) parts.push({ kind: "text", text: text.slice(at, match.index) });
    parts.push(partOf(match));
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ kind: "text", text: text.slice(at) });
  return parts;
}

function partOf([whole, code, bold, italic, label, href, bare]: RegExpMatchArray): Inline {
  if (code !== undefined) return { kind: "code", text: code };
  if (bold !== undefined) return { kind: "bold", parts: parseInline(bold) };
  if (italic !== undefined) return { kind: "italic", parts: parseInline(italic) };
  if (bare !== undefined) return { kind: "link", href: bare, parts: [{ kind: "text", text: bare }] };
  if (label !== undefined && href !== undefined && isSafeHref(href)) {
    return { kind: "link", href, parts: parseInline(label.replaceAll(/https?:\/\//g, "")) };
  }
  return { kind: "text", text: whole };
}

/** Pages of the web and of this site, and mail addresses; "javascript:" and its like are none, nor is "//host". */
function isSafeHref(href: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(href) || /^(\/(?![/\\])|#)/.test(href);
}
