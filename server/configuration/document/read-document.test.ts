import { describe, expect, test } from "vitest";
import { AppError } from "@/server/kernel/errors";
import { readDocument } from "./read-document";
import { DOCUMENT_BYTES_MAX, type DocumentSecrets } from "./schema";
import { openSecrets, sealSecrets } from "./seal";

const DOCUMENT = {
  format: "gatehouse.configuration",
  version: 1,
  exportedAt: "2026-01-01T00:00:00.000Z",
  gatehouse: "0.1.0",
  kinds: ["price"],
  objects: [{ kind: "price", id: "gpt", label: "gpt", content: { mode: "token" } }],
};

/** Deriving a key takes long on purpose, and longer on a busy machine. */
const PATIENT = { timeout: 60_000 };

function refusalOf(text: string): string | undefined {
  try {
    readDocument(text);
  } catch (error) {
    if (error instanceof AppError) return error.reason;
    throw error;
  }
  return undefined;
}

describe("reading a document", () => {
  test("gives what was written, also behind a byte order mark", () => {
    expect(readDocument(JSON.stringify(DOCUMENT))).toEqual(DOCUMENT);
    expect(readDocument(`\uFEFF${JSON.stringify(DOCUMENT)}`)).toEqual(DOCUMENT);
  });

  test.each([
    ["is no JSON", "{", "document.not_json"],
    ["is something else", '{"hello":1}', "document.other_format"],
    ["is no object", "[]", "document.other_format"],
    ["is of a later version", JSON.stringify({ ...DOCUMENT, version: 2 }), "document.other_version"],
    ["lacks a field", JSON.stringify({ ...DOCUMENT, objects: undefined }), "document.invalid"],
    ["has a field that nobody knows", JSON.stringify({ ...DOCUMENT, extra: 1 }), "document.invalid"],
    ["names a kind that nobody knows", JSON.stringify({ ...DOCUMENT, kinds: ["moon"] }), "document.invalid"],
    [
      "has an object twice",
      JSON.stringify({ ...DOCUMENT, objects: [...DOCUMENT.objects, ...DOCUMENT.objects] }),
      "document.object_twice",
    ],
    [
      "would reach into every object of the process",
      JSON.stringify(DOCUMENT).replace('"mode"', '"__proto__"'),
      "document.unsafe_name",
    ],
    ["is nested without end", `${"[".repeat(2_000)}${"]".repeat(2_000)}`, "document.too_deep"],
    ["is larger than a document may be", " ".repeat(DOCUMENT_BYTES_MAX + 1), "document.too_large"],
  ])("is refused when it %s", (_what, text, reason) => {
    expect(refusalOf(text)).toBe(reason);
  });
});

describe("secrets under a passphrase", () => {
  const secrets: DocumentSecrets = {
    settings: { "mail.password": "geheim" },
    channels: { chn_1: { keys: [{ value: "sk-planted", isDisabled: false }], headers: { "x-key": "planted" } } },
    configs: { cfg_1: { "/apiKey": "planted" } },
  };

  test("open with it alone, and are not to be seen without", PATIENT, async () => {
    const sealed = await sealSecrets(secrets, "correct horse battery");
    expect(JSON.stringify(sealed)).not.toContain("planted");
    expect(await openSecrets(sealed, "correct horse battery")).toEqual(secrets);
    await expect(openSecrets(sealed, "correct horse batterz")).rejects.toMatchObject({
      reason: "document.passphrase_wrong",
    });
  });

  test("do not open when somebody changed a byte of them", PATIENT, async () => {
    const sealed = await sealSecrets(secrets, "correct horse battery");
    const first = sealed.body.startsWith("A") ? "B" : "A";
    const changed = { ...sealed, body: `${first}${sealed.body.slice(1)}` };
    await expect(openSecrets(changed, "correct horse battery")).rejects.toMatchObject({
      reason: "document.passphrase_wrong",
    });
  });
});
