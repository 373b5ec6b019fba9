import { describe, expect, it } from "vitest";
import { z } from "zod";
import { SETTINGS } from "@/server/configuration/setting/registry/all";
import { controlKind, emptyValue, fromText, type SettingSchema, toText } from "./setting-value";

const schemaOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as SettingSchema;

describe("the control a setting is edited with", () => {
  it("gives back the value it was given, for the default of every setting that is edited as text", () => {
    for (const setting of SETTINGS) {
      const schema = schemaOf(setting.schema);
      if (!["number", "list", "text", "longText"].includes(controlKind(schema))) continue;
      expect(fromText(toText(setting.default), schema), setting.key).toEqual(setting.default);
    }
  });

  it("is a list of choices for numbers too, when only some will do", () => {
    expect(controlKind(schemaOf(z.union([z.literal(429), z.literal(402)])))).toBe("choice");
    expect(controlKind(schemaOf(z.enum(["a", "b"])))).toBe("choice");
  });

  it("is rows of fields for a list of objects, keys with values for a map", () => {
    expect(controlKind(schemaOf(z.array(z.object({ name: z.string() }))))).toBe("rows");
    expect(controlKind(schemaOf(z.record(z.string(), z.number())))).toBe("map");
    expect(controlKind(schemaOf(z.array(z.string())))).toBe("list");
  });

  it("starts a new row with what its fields must have and their defaults, and leaves out what may be left out", () => {
    const schema = schemaOf(
      z.object({
        name: z.string(),
        level: z.enum(["info", "critical"]).default("info"),
        count: z.number().min(3),
        until: z.iso.datetime().optional(),
      }),
    );
    expect(emptyValue(schema)).toEqual({ name: "", level: "info", count: 3 });
  });

  it("leaves an unreadable number as it was typed, for the schema to explain", () => {
    expect(fromText("twelve", schemaOf(z.number()))).toBe("twelve");
    expect(fromText("", schemaOf(z.number()))).toBe("");
  });

  it("reads one entry a line and drops empty lines", () => {
    expect(fromText("401\n\n 403 ", schemaOf(z.array(z.number())))).toEqual([401, 403]);
  });
});
