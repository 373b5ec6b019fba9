import { describe, expect, it } from "vitest";
import { z } from "zod";
import { SETTINGS } from "@/server/configuration/setting/registry/all";
import { controlKind, fromText, type SettingSchema, toText } from "./setting-value";

const schemaOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as SettingSchema;

describe("the control a setting is edited with", () => {
  it("gives back the value it was given, for the default of every setting there is", () => {
    for (const setting of SETTINGS) {
      const schema = schemaOf(setting.schema);
      if (["switch", "choice"].includes(controlKind(schema))) continue;
      expect(fromText(toText(setting.default), schema), setting.key).toEqual(setting.default);
    }
  });

  it("is a list of choices for numbers too, when only some will do", () => {
    expect(controlKind(schemaOf(z.union([z.literal(429), z.literal(402)])))).toBe("choice");
    expect(controlKind(schemaOf(z.enum(["a", "b"])))).toBe("choice");
  });

  it("leaves an unreadable number as it was typed, for the server to explain", () => {
    expect(fromText("twelve", schemaOf(z.number()))).toBe("twelve");
    expect(fromText("", schemaOf(z.number()))).toBe("");
  });

  it("reads one entry a line and drops empty lines", () => {
    expect(fromText("401\n\n 403 ", schemaOf(z.array(z.number())))).toEqual([401, 403]);
  });
});
