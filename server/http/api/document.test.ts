import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { SCOPE_NAMES } from "@/server/identity/service-token/scope-schema";
import { breakingChanges } from "./breaking-changes";
import { openApiDocument } from "./document";
import { OPERATIONS } from "./operations/all";

const FILE = fileURLToPath(new URL("../../../docs/openapi.json", import.meta.url));
const document = JSON.parse(JSON.stringify(openApiDocument(OPERATIONS)));
const published = JSON.parse(readFileSync(FILE, "utf8"));
const broken = breakingChanges(published, document);
// `npm run api:document` writes what only adds; taking something back has to be said ("breaking").
const { UPDATE_OPENAPI: update } = process.env;
const isWritten = update === "breaking" || (update === "1" && broken.length === 0);
if (isWritten) writeFileSync(FILE, `${JSON.stringify(document, null, 1)}\n`);

describe("the document", () => {
  test("is valid OpenAPI 3.1", async () => {
    const result = await new Validator().validate(document);
    expect(result).toMatchObject({ valid: true });
  });

  test("takes nothing away that the published one promised", () => {
    const hint = "Programs rely on docs/openapi.json. Keep what it promises, or let the change stand beside it.";
    expect(isWritten ? [] : broken, hint).toEqual([]);
  });

  test("is the one in docs/openapi.json", () => {
    const written = JSON.parse(readFileSync(FILE, "utf8"));
    expect(written, "run `npm run api:document` and commit the file").toEqual(document);
  });

  test("names each operation once", () => {
    const ids = OPERATIONS.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const addresses = OPERATIONS.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, "{}")}`);
    expect(addresses).toEqual([...new Set(addresses)]);
  });

  test("has a use for every scope", () => {
    const used = new Set(OPERATIONS.flatMap(({ scope, stepUpScope }) => [scope, stepUpScope]));
    expect(SCOPE_NAMES.filter((scope) => !used.has(scope))).toEqual([]);
  });
});
