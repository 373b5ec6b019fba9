import { exclusionKey, type NumberRange } from "@/components/data-table/filter";
import { fieldNamed, type QueryField } from "./fields";
import { readRange, readStatus } from "./numbers";
import { CHANNEL_ID, emptyQuery, type FaultCode, type LogQuery, type QueryContext, type QueryFault } from "./query";
import { type Span, type Value, type Word, wordsOf } from "./words";

const VALUES_MAX = 50;

/**
 * Reads `status:>=500 model:gpt* -channel:3 "free words"`. Answers every filter of the fields (null for those not named), or
 * all faults with their places: what is not understood is never left out. Free words are part of the error message.
 */
export function parseQuery(text: string, context: QueryContext): { filters: LogQuery } | { faults: QueryFault[] } {
  const reading: Reading = { context, filters: emptyQuery(context.fields), faults: [], free: [] };
  for (const word of wordsOf(text)) readWord(word, reading);
  const [first] = reading.free;
  if (first) {
    const span = { from: first.from, to: reading.free.at(-1)?.to ?? first.to };
    const field = fieldNamed(context.fields, "error");
    const words = reading.free.map((value) => value.text).join(" ");
    const refusal = field?.kind === "text" ? readText(field, words, reading.filters) : refused("unknownField", "error");
    note(refusal, span, reading);
  }
  return reading.faults.length > 0 ? { faults: reading.faults } : { filters: reading.filters };
}

type Reading = { context: QueryContext; filters: LogQuery; faults: QueryFault[]; free: Value[] };
type Refusal = { code: FaultCode; text: string } | null;

function refused(code: FaultCode, text: string): NonNullable<Refusal> {
  return { code, text };
}

function note(refusal: Refusal, { from, to }: Span, reading: Reading): void {
  if (refusal) reading.faults.push({ ...refusal, from, to });
}

function readWord(word: Word, reading: Reading): void {
  const field = word.field === null ? undefined : fieldNamed(reading.context.fields, word.field.text);
  const refusal = refusalOfWord(word, field);
  const isUnknown = refusal?.code === "unknownField" && word.field !== null;
  if (refusal) {
    note(refusal, isUnknown ? (word.field ?? word) : word, reading);
  } else if (!field) {
    reading.free.push(...word.values);
  } else {
    for (const { text, ...span } of word.values) {
      const value = { text: text.trim(), isExcluded: word.isExcluded };
      note(readFieldValue(field, value, reading), span, reading);
    }
  }
}

function refusalOfWord(word: Word, field: QueryField | undefined): Refusal {
  const name = word.field?.text ?? "";
  if (word.isUnclosed) return refused("unclosed", "");
  if (word.field === null) return word.isExcluded ? refused("notExcludable", word.values[0]?.text ?? "") : null;
  if (!field) return refused("unknownField", name);
  if (word.values.some((value) => value.text.trim() === "")) return refused("noValue", name);
  const isExcludable = field.kind !== "range" && field.kind !== "text";
  return word.isExcluded && !isExcludable ? refused("notExcludable", name) : null;
}

type Given = { text: string; isExcluded: boolean };

function readFieldValue(field: QueryField, given: Given, { filters, context }: Reading): Refusal {
  if (field.kind === "range") return readNumbers(field, given.text, filters);
  if (field.kind === "text") return readText(field, given.text, filters);
  if (field.kind === "boolean") return readBoolean(field, given, filters);
  const meant = field.kind === "status" ? statusesMeantBy(given.text) : valuesMeantBy(field, given.text, context);
  if ("code" in meant) return meant;
  const place = given.isExcluded ? exclusionKey(field.key) : field.key;
  const held = Array.isArray(filters[place]) ? filters[place] : [];
  const list = [...new Set([...held, ...meant.values])];
  if (list.length > VALUES_MAX) return refused("tooMany", field.name);
  if (field.kind === "status" && !given.isExcluded && isMixed(list)) return refused("mixedStatus", given.text);
  filters[place] = list;
  return null;
}

/** Classes and single statuses are two filters of the server, which must both hold: together they mean something else. */
function isMixed(statuses: readonly string[]): boolean {
  return new Set(statuses.map((status) => status.endsWith("xx"))).size > 1;
}

type Meant = { values: readonly string[] } | NonNullable<Refusal>;

function statusesMeantBy(text: string): Meant {
  const values = readStatus(text);
  return values ? { values } : refused("badStatus", text);
}

function valuesMeantBy(field: QueryField & { kind: "list" }, text: string, context: QueryContext): Meant {
  if (field.values) {
    const value = text.toLowerCase();
    return field.values.includes(value) ? { values: [value] } : refused("unknownValue", text);
  }
  if (field.isChannel && !CHANNEL_ID.test(text)) {
    const channel = context.channels.find(({ name }) => name.toLowerCase() === text.toLowerCase());
    return channel ? { values: [channel.id] } : refused("unknownChannel", text);
  }
  return text.length > field.maxLength ? refused("tooLong", field.name) : { values: [text] };
}

function readBoolean(field: QueryField, given: Given, filters: LogQuery): Refusal {
  const answer = { yes: true, true: true, no: false, false: false }[given.text.toLowerCase()];
  if (answer === undefined) return refused("badBoolean", given.text);
  if (filters[field.key] !== null) return refused("repeated", field.name);
  filters[field.key] = answer !== given.isExcluded;
  return null;
}

function readNumbers(field: QueryField & { kind: "range" }, text: string, filters: LogQuery): Refusal {
  const range = readRange(text, field.unit);
  if (!range) return refused("badNumber", text);
  if (field.hasNoUpperEnd && range.max !== null) return refused("noUpperEnd", field.name);
  const before = filters[field.key];
  const held: NumberRange = before && typeof before === "object" && "min" in before ? before : { min: null, max: null };
  const isRepeated = (["min", "max"] as const).some((end) => held[end] !== null && range[end] !== null);
  if (isRepeated) return refused("repeated", field.name);
  filters[field.key] = { min: held.min ?? range.min, max: held.max ?? range.max };
  return null;
}

function readText(field: QueryField & { kind: "text" }, words: string, filters: LogQuery): Refusal {
  const text = words.trim();
  if (text === "") return refused("noValue", field.name);
  if (text.length > field.maxLength) return refused("tooLong", field.name);
  if (filters[field.key] !== null) return refused("repeated", field.name);
  filters[field.key] = text;
  return null;
}
