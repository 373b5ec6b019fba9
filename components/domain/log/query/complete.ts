import { fieldNamed, type QueryField } from "./fields";
import { quoted } from "./words";

/** A value that a field can be completed with; `text` is what is typed for it. */
export type ValueOption = { text: string; label: string; hint?: string | undefined };

export type Completion = {
  /** The part of the text that a choice takes the place of. */
  from: number;
  to: number;
  options: { insert: string; label: string; hint?: string | undefined; kind: "field" | "value" }[];
};

const OPTIONS_MAX = 12;
/** The piece being typed: everything since the last blank outside of quotation marks. */
const LAST_WORD = /(?:[^\s"]|"(?:[^"\\]|\\.)*(?:"|$))*$/;

/** What may be meant by the word before the caret: fields by their beginning, then values that hold what is typed. */
export function completionsAt(
  text: string,
  caret: number,
  source: { fields: readonly QueryField[]; valuesOf: (field: QueryField) => readonly ValueOption[] },
): Completion {
  const word = LAST_WORD.exec(text.slice(0, caret))?.[0] ?? "";
  const start = caret - word.length;
  const sign = word.startsWith("-") ? 1 : 0;
  const colon = word.indexOf(":");
  if (colon === -1) {
    const typed = word.slice(sign).toLowerCase();
    const options = source.fields
      .filter(({ name, aliases = [] }) => [name, ...aliases].some((one) => one.startsWith(typed)))
      .map(({ name }) => ({ insert: `${name}:`, label: name, kind: "field" as const }));
    return { from: start + sign, to: caret, options };
  }
  const field = fieldNamed(source.fields, word.slice(sign, colon));
  const list = word.slice(colon + 1);
  const from = caret - (list.length - (lastComma(list) + 1));
  if (!field) return { from, to: caret, options: [] };
  const typed = text.slice(from, caret).replace(/^"/, "").toLowerCase();
  const options = source
    .valuesOf(field)
    .filter(({ text: value, label }) => value.toLowerCase().includes(typed) || label.toLowerCase().includes(typed))
    .slice(0, OPTIONS_MAX)
    .map(({ text: value, label, hint }) => ({ insert: `${quoted(value)} `, label, hint, kind: "value" as const }));
  return { from, to: caret, options };
}

/** The last comma of a list that stands outside of quotation marks. */
function lastComma(list: string): number {
  let isQuoted = false;
  let last = -1;
  for (let at = 0; at < list.length; at += 1) {
    if (list.charAt(at) === "\\") at += 1;
    else if (list.charAt(at) === '"') isQuoted = !isQuoted;
    else if (list.charAt(at) === "," && !isQuoted) last = at;
  }
  return last;
}
