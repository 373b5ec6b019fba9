import { z } from "zod";
import { canonicalJson, type Fault, isPointer, type Json, type JsonObject } from "./json-schema/json-schema";
import { valueAt } from "./json-schema/values-json-schema";

/** A JSON pointer to a field: "/baseUrl", "/limits/perMinute". */
export const FieldPath = z
  .string()
  .min(2)
  .max(300)
  .refine((path) => path.startsWith("/") && isPointer(path), "pointer");

const scalar = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]);

/** `field` must be there when `when` is (or, with `equals`, has that value). */
const RequiredIf = z.strictObject({
  rule: z.literal("requiredIf"),
  field: FieldPath,
  when: FieldPath,
  equals: scalar.optional(),
});
/** Of these fields exactly one, at least one or at most one is there. */
const OneOfFields = z.strictObject({
  rule: z.literal("oneOfFields"),
  fields: z.array(FieldPath).min(2).max(20),
  count: z.enum(["exactly", "atLeast", "atMost"]).default("exactly"),
});
/** One number below another; with `orEqual` they may be the same. */
const LessThan = z.strictObject({
  rule: z.literal("lessThan"),
  field: FieldPath,
  than: FieldPath,
  orEqual: z.boolean().default(false),
});
/** A web address with one of these schemes and, where given, one of these hosts ("*.example.com" takes those below it). */
const UrlAllowed = z.strictObject({
  rule: z.literal("urlAllowed"),
  field: FieldPath,
  schemes: z
    .array(z.string().regex(/^[a-z][a-z0-9+.-]{0,20}$/))
    .min(1)
    .max(10)
    .default(["https"]),
  hosts: z
    .array(z.string().regex(/^(\*\.)?[a-z0-9.-]{1,250}$/))
    .max(50)
    .default([]),
});

/** What a template asks beside its schema, because it is about several fields at once. */
export const TemplateRule = z.discriminatedUnion("rule", [RequiredIf, OneOfFields, LessThan, UrlAllowed]);
export type TemplateRule = z.output<typeof TemplateRule>;

/** Which rules a value breaks. */
export function checkRules(rules: readonly TemplateRule[], values: JsonObject): Fault[] {
  return rules.flatMap((rule) => checkRule(rule, values) ?? []);
}

function checkRule(rule: TemplateRule, values: JsonObject): Fault | null {
  switch (rule.rule) {
    case "requiredIf":
      return checkRequiredIf(rule, values);
    case "oneOfFields":
      return checkOneOfFields(rule, values);
    case "lessThan":
      return checkLessThan(rule, values);
    case "urlAllowed":
      return checkUrl(rule, values);
  }
}

/** There, and not left empty: a form that was cleared says as little as one that was never filled in. */
function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}

function checkRequiredIf(rule: z.output<typeof RequiredIf>, values: JsonObject): Fault | null {
  const condition = valueAt(values, rule.when);
  const isMet =
    rule.equals === undefined
      ? isGiven(condition)
      : condition !== undefined && canonicalJson(condition) === canonicalJson(rule.equals);
  if (!isMet || isGiven(valueAt(values, rule.field))) return null;
  return { path: rule.field, code: "requiredIf", params: { when: rule.when } };
}

function checkOneOfFields(rule: z.output<typeof OneOfFields>, values: JsonObject): Fault | null {
  const count = rule.fields.filter((field) => isGiven(valueAt(values, field))).length;
  const isRight = { exactly: count === 1, atLeast: count >= 1, atMost: count <= 1 }[rule.count];
  if (isRight) return null;
  return { path: rule.fields[0] ?? "", code: `oneOfFields.${rule.count}`, params: { fields: rule.fields.join(", ") } };
}

function checkLessThan(rule: z.output<typeof LessThan>, values: JsonObject): Fault | null {
  const [value, limit] = [valueAt(values, rule.field), valueAt(values, rule.than)];
  if (typeof value !== "number" || typeof limit !== "number") return null;
  if (value < limit || (rule.orEqual && value === limit)) return null;
  return { path: rule.field, code: rule.orEqual ? "atMostField" : "lessThan", params: { than: rule.than } };
}

function checkUrl(rule: z.output<typeof UrlAllowed>, values: JsonObject): Fault | null {
  const value = valueAt(values, rule.field);
  if (!isGiven(value)) return null;
  const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : null;
  const isFitting = url !== null && rule.schemes.includes(url.protocol.slice(0, -1)) && isHostIn(url, rule.hosts);
  if (isFitting) return null;
  const params = { schemes: rule.schemes.join(", "), hosts: rule.hosts.join(", ") };
  return { path: rule.field, code: rule.hosts.length > 0 ? "urlHost" : "urlScheme", params };
}

function isHostIn(url: URL, hosts: readonly string[]): boolean {
  if (url.username || url.password) return false;
  if (hosts.length === 0) return true;
  return hosts.some((host) => (host.startsWith("*.") ? url.hostname.endsWith(host.slice(1)) : url.hostname === host));
}
