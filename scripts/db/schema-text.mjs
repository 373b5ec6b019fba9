import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const rootDir = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const modelsDir = join(rootDir, "prisma/models");

/** @typedef {"sqlite" | "postgresql" | "mysql"} Provider */
/** @type {readonly Provider[]} */
export const providers = ["sqlite", "postgresql", "mysql"];

const scalarTypes = new Set(["String", "Int", "BigInt", "Boolean", "DateTime", "Float", "Decimal", "Json", "Bytes"]);
const fieldLine = /^(\s+)([a-z]\w*)(\s+)(\w+)(\?|\[\])?(.*)$/;

/** @param {string} name */
export function snakeCase(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** All model files as one text, in a stable order. */
export function readModels() {
  const files = readdirSync(modelsDir)
    .filter((file) => file.endsWith(".prisma"))
    .sort();
  return files.map((file) => readFileSync(join(modelsDir, file), "utf8").trim()).join("\n\n");
}

/**
 * The schema of one provider: the neutral models with snake_case columns and native types.
 * @param {string} models
 * @param {Provider} provider
 */
export function schemaText(models, provider) {
  const body = models
    .split("\n")
    .map((line) => fieldText(line, provider))
    .join("\n");
  return `${header(provider)}\n${body}\n`;
}

/** @param {Provider} provider */
function header(provider) {
  return [
    "// Written by scripts/db/generate.mjs from prisma/models. Change those files instead.",
    "generator client {",
    '  provider               = "prisma-client"',
    `  output                 = "../generated/${provider}"`,
    '  runtime                = "nodejs"',
    '  moduleFormat           = "esm"',
    '  generatedFileExtension = "ts"',
    '  importFileExtension    = ""',
    "}",
    "",
    "datasource db {",
    `  provider = "${provider}"`,
    "}",
    "",
  ].join("\n");
}

/**
 * @param {string} line
 * @param {Provider} provider
 */
function fieldText(line, provider) {
  const match = fieldLine.exec(line);
  if (!match) return line;
  const [, indent, name, gap, type, arity = "", rest] = match;
  if (!scalarTypes.has(type)) return line;
  const [attributes, comment] = splitComment(rest);
  const mapped = /@map\(/.test(attributes) || snakeCase(name) === name ? "" : ` @map("${snakeCase(name)}")`;
  return `${indent}${name}${gap}${type}${arity}${nativeType(attributes, provider).trimEnd()}${mapped}${comment}`;
}

/** @param {string} rest */
function splitComment(rest) {
  const at = rest.search(/\s\/\/(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  return at < 0 ? [rest, ""] : [rest.slice(0, at), rest.slice(at)];
}

/**
 * SQLite has no native types; MySQL's TEXT holds only 64 KiB, less than a long JSON value may need.
 * @param {string} attributes
 * @param {Provider} provider
 */
function nativeType(attributes, provider) {
  if (provider === "sqlite") return attributes.replace(/\s*@db\.\w+(\([^)]*\))?/g, "");
  if (provider === "mysql") return attributes.replace(/@db\.Text\b/g, "@db.LongText");
  return attributes;
}
