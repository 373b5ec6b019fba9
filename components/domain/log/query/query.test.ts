import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldsOf, QUERY_FIELDS } from "./fields";
import { parseQuery } from "./parse-query";
import { printQuery } from "./print-query";
import { emptyQuery, type LogQuery, type QueryContext } from "./query";

const channels = [
  { id: "chn_1", name: "Main, east" },
  { id: "chn_2", name: 'the "other"' },
  { id: "chn_3", name: "twin" },
  { id: "chn_4", name: "Twin" },
];
const context: QueryContext = { fields: QUERY_FIELDS, channels };

/** The filters of a query that can be read, without those not set. */
function filtersOf(text: string, within: QueryContext = context) {
  const read = parseQuery(text, within);
  if (!("filters" in read)) throw new Error(JSON.stringify(read.faults));
  return Object.fromEntries(Object.entries(read.filters).filter(([, value]) => value !== null));
}

/** The faults of a query, each as its code and the text it marks. */
function faultsOf(text: string, within: QueryContext = context) {
  const read = parseQuery(text, within);
  return "faults" in read ? read.faults.map(({ code, from, to }) => [code, text.slice(from, to)]) : [];
}

describe("a query says what the filters hold", () => {
  test.each([
    ["status:>=500", { status: ["5xx"] }],
    ["status:>=400", { status: ["4xx", "5xx"] }],
    ["status:404,429", { status: ["404", "429"] }],
    ["-status:200..299", { statusNot: ["2xx"] }],
    ["model:gpt* -channel:twin2", null],
    ['model:gpt* -channel:"main, east"', { model: ["gpt*"], channelIdNot: ["chn_1"] }],
    ["model:a model:b,a", { model: ["a", "b"] }],
    ["user:ann@example.org", { userId: ["ann@example.org"] }],
    ["ip:fe80::1", { ip: ["fe80::1"] }],
    ["duration:>2s", { duration: { min: 2_001, max: null } }],
    ["duration:1.5s..2m", { duration: { min: 1_500, max: 120_000 } }],
    ["duration:>=1s duration:<5s", { duration: { min: 1_000, max: 4_999 } }],
    ["cost:>=$0.0028", { quota: { min: 1_400, max: null } }],
    ["in:>10k", { promptTokens: { min: 10_001, max: null } }],
    ["stream:no", { stream: false }],
    ["-stream:no", { stream: true }],
    ["timed out status:504", { errorText: "timed out", status: ["504"] }],
    ['"free words?"', { errorText: "free words?" }],
    ["STATUS:5XX Outcome:Timeout", { status: ["5xx"], outcome: ["timeout"] }],
    ["", {}],
  ])("%s", (text, filters) => {
    if (filters) expect(filtersOf(text)).toEqual(filters);
    else expect(faultsOf(text)).not.toEqual([]);
  });
});

describe("what is not understood is marked at its place, never left out", () => {
  test.each([
    ["colour:red model:a", [["unknownField", "colour"]]],
    ["model:", [["noValue", "model:"]]],
    ["model:a,", [["noValue", "model:a,"]]],
    ['error:"open', [["unclosed", 'error:"open']]],
    ["status:>=450", [["badStatus", ">=450"]]],
    ["status:404,5xx", [["mixedStatus", "5xx"]]],
    ["status:nope", [["badStatus", "nope"]]],
    ["duration:soon", [["badNumber", "soon"]]],
    ["duration:9..2", [["badNumber", "9..2"]]],
    ["in:<0", [["badNumber", "<0"]]],
    ["in:99999999999", [["badNumber", "99999999999"]]],
    ["stream:maybe", [["badBoolean", "maybe"]]],
    ["outcome:great", [["unknownValue", "great"]]],
    ["channel:nobody", [["unknownChannel", "nobody"]]],
    ["-duration:>1s", [["notExcludable", "-duration:>1s"]]],
    ["-words", [["notExcludable", "-words"]]],
    ["tries:<3", [["noUpperEnd", "<3"]]],
    ["in:>1 in:>2", [["repeated", ">2"]]],
    ["error:a b", [["repeated", "b"]]],
    [`model:${"m".repeat(192)}`, [["tooLong", "m".repeat(192)]]],
    [
      "x:1 y:2",
      [
        ["unknownField", "x"],
        ["unknownField", "y"],
      ],
    ],
  ])("%s", (text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });

  test("a field that the reader may not use is unknown to them", () => {
    const own = { fields: fieldsOf(new Set(["model", "errorText"])), channels };
    expect(filtersOf("model:a", own)).toEqual({ model: ["a"] });
    expect(faultsOf("user:ann", own)).toEqual([["unknownField", "user"]]);
  });

  test("a list takes fifty values", () => {
    const values = Array.from({ length: 51 }, (_, index) => `m${index}`);
    expect(faultsOf(`model:${values.join(",")}`)).toEqual([["tooMany", "m50"]]);
    expect(filtersOf(`model:${values.slice(1).join(",")}`).model).toHaveLength(50);
  });
});

test("channels that share a name are written by their id", () => {
  expect(printQuery({ channelId: ["chn_3", "chn_1"] }, context)).toBe('channel:chn_3,"Main, east"');
});

const word = fc
  .string({
    minLength: 1,
    maxLength: 30,
    unit: fc.oneof(fc.constantFrom(...'ab"\\,:-*?> .~'), fc.string({ minLength: 1, maxLength: 1 })),
  })
  .map((text) => text.trim())
  .filter((text) => text !== "");

function listOf(item: fc.Arbitrary<string>) {
  return fc.option(fc.uniqueArray(item, { minLength: 1, maxLength: 5 }), { nil: null });
}

const filterOf = (field: (typeof QUERY_FIELDS)[number]): [string, fc.Arbitrary<unknown>][] => {
  if (field.kind === "status") {
    const status = fc.constantFrom("404", "500", "101");
    return [
      [field.key, listOf(status)],
      [`${field.key}Not`, listOf(status)],
    ];
  }
  if (field.kind === "list") {
    const free = field.isChannel ? fc.constantFrom("chn_1", "chn_2", "chn_3", "chn_9") : word;
    const item = field.values ? fc.constantFrom(...field.values) : free;
    return [
      [field.key, listOf(item)],
      [`${field.key}Not`, listOf(item)],
    ];
  }
  if (field.kind === "boolean") return [[field.key, fc.option(fc.boolean(), { nil: null })]];
  if (field.kind === "text") return [[field.key, fc.option(word, { nil: null })]];
  const high = field.hasNoUpperEnd
    ? fc.constant(null)
    : fc.option(fc.integer({ min: 500_000_000, max: 1_000_000_000 }));
  const range = fc.record({ min: fc.option(fc.nat({ max: 500_000_000 })), max: high });
  const isSet = range.filter(({ min, max }) => min !== null || max !== null);
  return [[field.key, fc.option(isSet, { nil: null })]];
};
const query = fc.record(Object.fromEntries(QUERY_FIELDS.flatMap(filterOf))) as fc.Arbitrary<LogQuery>;

describe("text and filters are two views of the same thing", () => {
  test("filters that are written out read back the same", () => {
    fc.assert(
      fc.property(query, (filters) => {
        expect(parseQuery(printQuery(filters, context), context)).toEqual({ filters });
      }),
      { numRuns: 500 },
    );
  });

  test("what was written out once does not change again", () => {
    const typed = fc.array(
      fc.constantFrom(
        "status:>=400",
        "model:a,b",
        "-model:c",
        "duration:<3s",
        "cost:0.01..2",
        "two words",
        "stream:yes",
        'error:"x y"',
        "colour:red",
        '"',
      ),
    );
    fc.assert(
      fc.property(typed, (words) => {
        const read = parseQuery(words.join(" "), context);
        if (!("filters" in read)) return;
        const once = printQuery(read.filters, context);
        const again = parseQuery(once, context);
        expect("filters" in again && printQuery(again.filters, context)).toBe(once);
      }),
    );
  });

  test("any text gives filters or faults whose places lie in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'amodel:,"\\- >=.1s\n'), maxLength: 40 }), (text) => {
        const read = parseQuery(text, context);
        if ("filters" in read) return;
        expect(read.faults).not.toEqual([]);
        for (const fault of read.faults)
          expect(fault.from >= 0 && fault.from < fault.to && fault.to <= text.length).toBe(true);
      }),
    );
  });

  test("an empty query sets nothing", () => {
    expect(parseQuery("  ", context)).toEqual({ filters: emptyQuery(QUERY_FIELDS) });
  });
});
