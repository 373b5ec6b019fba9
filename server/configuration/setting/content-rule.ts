import { RE2JS } from "re2js";

const PREFIX = "regex:";

/** One line of the content filter: a word, in whatever case; or a pattern. */
export type ContentRule = { kind: "word"; word: string } | { kind: "pattern"; source: string };

/**
 * Reads a line of the content filter: "regex:" begins a pattern in RE2's syntax, which takes linear time whatever the text
 * is; all else is a word. Throws Error with what is wrong in a pattern.
 */
export function readContentRule(line: string): ContentRule {
  const text = line.trim();
  if (!text.toLowerCase().startsWith(PREFIX)) return { kind: "word", word: foldText(text) };
  const source = text.slice(PREFIX.length).trim();
  if (source === "") throw new Error("a pattern must follow after regex:");
  if (RE2JS.compile(source, RE2JS.CASE_INSENSITIVE).test("")) throw new Error("this pattern fits every text");
  return { kind: "pattern", source };
}

/** What is wrong with a line, in words; null when nothing is. */
export function contentRuleFault(line: string): string | null {
  try {
    const rule = readContentRule(line);
    return rule.kind === "word" && rule.word === "" ? "an empty line" : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Full-width letters, ligatures and capitals are the same word. */
export function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
