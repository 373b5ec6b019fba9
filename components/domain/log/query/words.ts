/** A part of a query with its place in the text. */
export type Span = { from: number; to: number };
export type Value = Span & { text: string; isQuoted: boolean };
export type Word = Span & {
  isExcluded: boolean;
  /** What stands before the colon; null for free words. */
  field: (Span & { text: string }) | null;
  values: Value[];
  /** A quotation mark is missing. */
  isUnclosed: boolean;
};

const SPACE = /\s/;

/** Cuts a query into words: `-field:value,"other value"`, each with its place. Nothing is left out. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const word = readWord(text, at);
    words.push(word);
    at = word.to;
  }
  return words;
}

function readWord(text: string, start: number): Word {
  const isExcluded = text.charAt(start) === "-";
  const nameFrom = start + (isExcluded ? 1 : 0);
  const name = /^[A-Za-z]+(?=:)/.exec(text.slice(nameFrom))?.[0];
  const field = name === undefined ? null : { text: name, from: nameFrom, to: nameFrom + name.length };
  const values: Value[] = [];
  let isUnclosed = false;
  let at = field ? field.to + 1 : nameFrom;
  for (;;) {
    const value = readValue(text, at, field !== null);
    isUnclosed ||= value.isUnclosed;
    values.push({ text: value.text, from: at, to: value.to, isQuoted: value.isQuoted });
    at = value.to;
    if (field === null || text.charAt(at) !== ",") break;
    at += 1;
  }
  return { from: start, to: at, isExcluded, field, values, isUnclosed };
}

/** One value: bare up to a blank (or a comma, in a list), or in quotation marks with `\` before `"` and `\`. */
function readValue(text: string, start: number, isInList: boolean) {
  if (text.charAt(start) !== '"') {
    let at = start;
    while (at < text.length && !SPACE.test(text.charAt(at)) && !(isInList && text.charAt(at) === ",")) at += 1;
    return { text: text.slice(start, at), to: at, isQuoted: false, isUnclosed: false };
  }
  let value = "";
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') {
    if (text.charAt(at) === "\\" && at + 1 < text.length) at += 1;
    value += text.charAt(at);
    at += 1;
  }
  const isUnclosed = at >= text.length;
  return { text: value, to: isUnclosed ? at : at + 1, isQuoted: true, isUnclosed };
}

/** A value as it is typed: bare where that reads back the same. */
export function quoted(value: string): string {
  if (/^[^\s",\\]+$/.test(value)) return value;
  return `"${value.replace(/[\\"]/g, "\\$&")}"`;
}
