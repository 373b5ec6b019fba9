import { describe, expect, it } from "vitest";
import { withFields } from "./fields";

const now = { name: "b", priority: 5, settings: { region: "eu" }, modelMapping: { "gpt-4.1": "x", own: "y" } };
const then = { name: "a", priority: 1, settings: { region: "us", apiVersion: "1" }, modelMapping: { "gpt-4.1": "z" } };

describe("bringing back some fields of an older state", () => {
  it("takes the named ones and leaves the others as they are", () => {
    expect(withFields(now, then, ["priority"])).toEqual({ ...now, priority: 1 });
  });

  it("reaches into objects, and adds and takes away what was and was not there", () => {
    expect(withFields(now, then, ["settings.apiVersion", "modelMapping.own"])).toEqual({
      ...now,
      settings: { region: "eu", apiVersion: "1" },
      modelMapping: { "gpt-4.1": "x" },
    });
  });

  it("knows names that hold dots themselves", () => {
    expect(withFields(now, then, ["modelMapping.gpt-4.1"])).toEqual({
      ...now,
      modelMapping: { "gpt-4.1": "z", own: "y" },
    });
    expect(withFields({ modelMapping: {} }, then, ["modelMapping.gpt-4.1"])).toEqual({
      modelMapping: { "gpt-4.1": "z" },
    });
  });

  it("changes neither of the two states", () => {
    const result = withFields(now, then, ["settings"]) as typeof then;
    result.settings.region = "changed";
    expect([now.settings.region, then.settings.region]).toEqual(["eu", "us"]);
  });

  it.each(["__proto__.polluted", "constructor.prototype.polluted", "nothing", "settings.nothing"])(
    "refuses %s",
    (path) => {
      const hostile = JSON.parse('{"__proto__": {"polluted": 1}, "settings": {}}');
      expect(() => withFields(now, hostile, [path])).toThrow(
        expect.objectContaining({ reason: "revision.field_unknown" }),
      );
      expect({}).not.toHaveProperty("polluted");
    },
  );
});
