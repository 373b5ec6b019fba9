import { expect, test } from "vitest";
import { type ChannelValues, channelFormSchema, NEW_CHANNEL, toCreateInput } from "./channel-form-schema";

const FILLED: ChannelValues = {
  ...NEW_CHANNEL,
  name: "Main",
  baseUrl: "https://api.openai.com",
  keysText: " sk-one \n\n sk-two\n",
  models: ["gpt-4o"],
};

function faults(values: ChannelValues, mode: "create" | "edit" = "create"): string[] {
  const parsed = channelFormSchema(mode).safeParse(values);
  return parsed.error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) ?? [];
}

test("keys are taken line by line, without blanks", () => {
  expect(faults(FILLED)).toEqual([]);
  expect(toCreateInput(FILLED).keys).toEqual(["sk-one", "sk-two"]);
});

test("a new channel needs a key, unless its upstream asks for none; an edit needs no key at all", () => {
  expect(faults({ ...FILLED, keysText: "" })).toEqual(["keysText: required"]);
  expect(faults({ ...FILLED, keysText: "", needsNoKey: true })).toEqual([]);
  expect(faults({ ...FILLED, keysText: "" }, "edit")).toEqual([]);
});

test("broken JSON is refused, never saved as an empty mapping; an emptied box is", () => {
  expect(faults({ ...FILLED, modelMapping: undefined })).toEqual(["modelMapping: invalid"]);
  expect(faults({ ...FILLED, modelMapping: null })).toEqual([]);
  expect(toCreateInput({ ...FILLED, modelMapping: null }).modelMapping).toEqual({});
});

test("what is typed under Advanced goes where the server keeps it, and an empty box is the site's", () => {
  const values = { ...FILLED, requestsPerMinute: 60, totalSeconds: 30, retriesMax: 0, retryStatuses: ["429"] };
  expect(toCreateInput({ ...values, headers: { "x-team": "red" } })).toMatchObject({
    headers: { "x-team": "red" },
    limits: { requestsPerMinute: 60 },
    timeouts: { totalSeconds: 30 },
    retries: { max: 0, statuses: ["429"] },
  });
  expect(toCreateInput(FILLED)).toMatchObject({ headers: {}, limits: {}, timeouts: {}, retries: {} });
});

test("a fault under Advanced is told at its box", () => {
  expect(faults({ ...FILLED, idleSeconds: -1 })).toEqual(["idleSeconds: required"]);
  expect(faults({ ...FILLED, retryStatuses: ["soon"] })).toEqual(["retryStatuses: invalid"]);
  expect(faults({ ...FILLED, headers: { host: "x" } })).toEqual(["headers: invalid"]);
  expect(faults({ ...FILLED, headers: undefined })).toContain("headers: invalid");
});

test("an emptied setting of the provider goes back to its default, a wrong one is named", () => {
  const azure = { ...FILLED, provider: "azure" as const };
  expect(toCreateInput({ ...azure, settings: { apiVersion: "" } }).settings).toEqual({});
  expect(faults({ ...azure, settings: { apiVersion: "soon" } })).toEqual(["settings.apiVersion: invalid"]);
});
