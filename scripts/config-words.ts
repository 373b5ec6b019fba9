import { readdirSync, readFileSync } from "node:fs";
import { createTranslator } from "next-intl";
import { ZodError } from "zod";
import { AppError, type AppErrorMeta } from "@/server/kernel/errors";
import { reasonKey } from "@/server/kernel/reason-key-schema";

/** The keys are the services' own, so no catalogue's type can name them. */
type Translate = { (key: string, values?: Record<string, string | number>): string; has(key: string): boolean };

let catalogue: Translate | undefined;

/** The console's words in English, read when they are needed. */
export function english(): Translate {
  catalogue ??= createTranslator({ locale: "en", messages: readCatalogue() }) as unknown as Translate;
  return catalogue;
}

function readCatalogue() {
  const folder = new URL("../components/i18n/messages/en/", import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return Object.fromEntries(
    files.map((file) => [file.slice(0, -".json".length), JSON.parse(readFileSync(new URL(file, folder), "utf8"))]),
  );
}

/** A refusal in a sentence, behind the object and field that it is about. */
export function refusalText({
  reason,
  code,
  meta = {},
}: {
  reason?: string;
  code: string;
  meta?: AppErrorMeta;
}): string {
  const t = english();
  const values = Object.fromEntries(
    Object.entries(meta).map(([name, value]) => [name, typeof value === "number" ? value : String(value ?? "")]),
  );
  const key = reason === undefined ? null : reasonKey(reason);
  const byCode = t.has(`errors.${code}`) ? t(`errors.${code}`, values) : t("errors.INTERNAL");
  const sentence = key !== null && t.has(key) ? t(key, values) : byCode;
  const place = placeOf(meta, sentence);
  return place === "" ? sentence : `${place}: ${sentence}`;
}

/** `price gpt-a, inputPrice`: what the sentence itself does not name. */
function placeOf({ objectKind, objectId, field, path }: AppErrorMeta, sentence: string): string {
  const object = typeof objectKind === "string" && typeof objectId === "string" ? `${objectKind} ${objectId}` : "";
  const within = [field, path].filter((part) => typeof part === "string" && part !== "" && !sentence.includes(part));
  return [object, ...within].filter((part) => part !== "").join(", ");
}

/** What is wrong with a field of an object, behind the field's path. */
export function objectFaultText({ path, reason, detail }: { path: string; reason: string; detail: string }): string {
  const t = english();
  const key = reasonKey(reason);
  const sentence = key !== null && t.has(key) ? t(key, { detail, label: detail }) : detail || reason;
  return path === "" ? sentence : `${path}: ${sentence}`;
}

/** What a job's report says of a record: a reason with what it names, written as an address does, or plain words. */
export function outcomeText(detail: string): string {
  const [reason = "", named] = detail.split("?", 2);
  if (!/^[a-z]\w*\.\w+$/i.test(reason)) return detail;
  const meta = Object.fromEntries(
    [...new URLSearchParams(named)].map(([name, value]) => [name, /^\d{1,15}$/.test(value) ? Number(value) : value]),
  );
  return refusalText({ code: "BAD_INPUT", reason, meta });
}

/** Anything thrown, for people. */
export function faultText(error: unknown): string {
  if (error instanceof AppError) {
    const { reason, code, meta, message } = error;
    const text = refusalText({
      code,
      ...(reason === undefined ? {} : { reason }),
      ...(meta === undefined ? {} : { meta }),
    });
    // Whoever has a shell here runs the installation: what went wrong inside is for them.
    return code === "INTERNAL" ? `${text} (${message})` : text;
  }
  if (error instanceof ZodError) {
    return error.issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": ")).join("; ");
  }
  return error instanceof Error ? error.message : String(error);
}
