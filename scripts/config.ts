import { readFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { exportDocument, writeDocument } from "@/server/configuration/document/export";
import { applyImport, type ImportPreview, previewImport } from "@/server/configuration/document/import";
import { IMPORT_POLICIES, PASSPHRASE_LENGTH_MIN } from "@/server/configuration/document/schema";
import { differs } from "@/server/configuration/revision/apply";
import { compareRevisions } from "@/server/configuration/revision/compare";
import { previewMoment, restoreMoment } from "@/server/configuration/revision/moment";
import { diffContents, listRevisions } from "@/server/configuration/revision/read";
import { restoreRevision } from "@/server/configuration/revision/restore";
import { latestNumber } from "@/server/configuration/revision/revise";
import { REVISION_KINDS, type RevisionKind } from "@/server/configuration/revision/schema";
import { refreshSettings } from "@/server/configuration/setting/current";
import { systemContext } from "@/server/kernel/context";
import { closeDb } from "@/server/kernel/database/client";
import { env } from "@/server/kernel/env";
import { StateSignal } from "@/server/kernel/state-signal";
import { faultText, linesOf } from "./config-print";

const USAGE = `npm run config -- <command> [options]

  export    writes the configuration        [--file out.json] [--kinds price,group] [--passphrase-file f]
  diff      compares a document with what is here: --file in.json [--kinds …] [--policy …] [--passphrase-file f]
  apply     imports a document; looks only, unless --yes is given
            --file in.json [--kinds …] [--policy overwrite|skip|only_new] [--delete kind,…] [--confirm-jump]
  history   the newest changes              [--kinds …] [--limit 20]
  rollback  --to <revision id | RFC 3339 time> [--kinds …] [--confirm-jump]; looks only, unless --yes is given

  --reason text   why, for the history      --json   for programs      --yes   do it
Exit codes: 0 the same, or done; 1 there are differences (diff, and apply or rollback without --yes); 2 it could not be done.`;

/** Somebody has to type something else. */
class Misuse extends Error {}

const SAME = 0;
const DIFFERENT = 1;
const FAULT = 2;
const HISTORY_LIMIT = 20;
const ALREADY = "It is so already.";
const NOTHING_YET = "Nothing was changed. Add --yes to do it.";

const { values, positionals } = parseCommand();
const ctx = systemContext("config-cli");

function parseCommand() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        file: { type: "string" },
        kinds: { type: "string" },
        policy: { type: "string", default: "overwrite" },
        delete: { type: "string", default: "" },
        "passphrase-file": { type: "string" },
        to: { type: "string" },
        reason: { type: "string", default: "" },
        limit: { type: "string", default: String(HISTORY_LIMIT) },
        json: { type: "boolean", default: false },
        yes: { type: "boolean", default: false },
        "confirm-jump": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(FAULT);
  }
}

async function main(): Promise<number> {
  const [command = "", ...more] = positionals;
  if (values.help) return say(USAGE);
  if (more.length > 0) throw new Misuse(`What is ${more.join(" ")}?\n\n${USAGE}`);
  await refreshSettings(ctx.db, true);
  switch (command) {
    case "export":
      return exportConfiguration();
    case "diff":
      return diff();
    case "apply":
      return apply();
    case "history":
      return history();
    case "rollback":
      return rollback();
    default:
      throw new Misuse(command === "" ? USAGE : `There is no command "${command}".\n\n${USAGE}`);
  }
}

async function exportConfiguration(): Promise<number> {
  const passphrase = readPassphrase();
  const kinds = readKinds(values.kinds);
  const document = await exportDocument(ctx, { ...(kinds && { kinds }), ...(passphrase && { passphrase }) });
  const text = writeDocument(document);
  if (values.file === undefined) process.stdout.write(text);
  // Only its owner may read it: under a passphrase or not, it says how the installation is built.
  else writeFileSync(values.file, text, { mode: 0o600 });
  return SAME;
}

async function diff(): Promise<number> {
  const preview = await previewImport(ctx, readImport());
  show(preview);
  return preview.changeCount === 0 ? SAME : DIFFERENT;
}

async function apply(): Promise<number> {
  const input = readImport();
  const preview = await previewImport(ctx, input);
  if (!values.yes || preview.changeCount === 0) {
    show(preview);
    if (preview.changeCount > 0 && !values.json) say(NOTHING_YET);
    return preview.changeCount === 0 ? SAME : DIFFERENT;
  }
  const { fingerprint } = preview;
  const isJumpConfirmed = values["confirm-jump"];
  const done = await applyImport(ctx, { ...input, fingerprint, isJumpConfirmed, reason: readReason("imported") });
  return say(values.json ? JSON.stringify(done) : `${done.count} objects changed (${done.changeId}).`);
}

function show({ items, unchangedCount, changeCount, refusal, jump, ...rest }: ImportPreview): void {
  if (values.json) {
    say(JSON.stringify({ items, unchangedCount, changeCount, refusal, jump, ...rest }));
    return;
  }
  for (const item of items) say(linesOf(item).join("\n"));
  say(`${changeCount} to change, ${items.length - changeCount} left alone, ${unchangedCount} the same.`);
  if (refusal) say(`It would be refused: ${refusal.reason} ${JSON.stringify(refusal.meta)}`);
  if (jump) say(`A price moves ten-fold or more: ${JSON.stringify(jump.meta)}. Add --confirm-jump if that is meant.`);
}

async function history(): Promise<number> {
  const kinds = readKinds(values.kinds);
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) throw new Misuse("--limit is a number from 1 to 200.");
  const { items } = await listRevisions(ctx, { limit, ...(kinds && { kind: kinds }) });
  if (values.json) return say(JSON.stringify(items));
  for (const { id, createdAt, kind, label, number, actorName, reason } of items) {
    say(`${id}  ${createdAt.toISOString()}  ${kind} ${label} v${number}  ${actorName}${reason ? `: ${reason}` : ""}`);
  }
  return SAME;
}

async function rollback(): Promise<number> {
  const { to } = values;
  if (to === undefined) throw new Misuse("rollback needs --to: a revision's id (npm run config -- history) or a time.");
  return to.startsWith("rev_") ? rollBackOne(to) : rollBackAll(to);
}

async function rollBackOne(id: string): Promise<number> {
  const { kind, objectId, label, fromNumber, before, after } = await compareRevisions(ctx, { fromId: id, toId: null });
  const isSame = !(await differs(ctx, { kind, id: objectId, label, content: before }));
  const effect = before === null ? "delete" : after === null ? "create" : "update";
  const item = { kind, id: objectId, label, effect, changes: diffContents(after, before), faults: [] };
  if (!values.yes || isSame) {
    if (values.json) say(JSON.stringify({ items: isSame ? [] : [item] }));
    else say(isSame ? ALREADY : `${linesOf(item).join("\n")}\n${NOTHING_YET}`);
    return isSame ? SAME : DIFFERENT;
  }
  const expected = await latestNumber(ctx, kind, objectId);
  const reason = readReason(`back to v${fromNumber}`);
  const done = await restoreRevision(ctx, { id, expected, reason, isJumpConfirmed: values["confirm-jump"] });
  return say(
    values.json ? JSON.stringify(done) : `${kind} ${label} is as it was at v${fromNumber} (${done.changeId}).`,
  );
}

async function rollBackAll(to: string): Promise<number> {
  const at = new Date(to);
  if (Number.isNaN(at.getTime())) throw new Misuse(`--to ${to} is neither a revision's id nor a time.`);
  const kinds = readKinds(values.kinds);
  const { items, isTruncated } = await previewMoment(ctx, { at, ...(kinds && { kinds }) });
  if (!values.yes || items.length === 0) {
    if (values.json) say(JSON.stringify({ items, isTruncated }));
    else for (const item of items) say(linesOf(item).join("\n"));
    if (!values.json) say(items.length === 0 ? ALREADY : NOTHING_YET);
    return items.length === 0 ? SAME : DIFFERENT;
  }
  if (isTruncated) throw new Misuse("Too many objects changed since then for one change: choose fewer with --kinds.");
  const objects = items.map(({ kind, id, expected }) => ({ kind, id, expected }));
  const reason = readReason(`back to ${at.toISOString()}`);
  const done = await restoreMoment(ctx, { at, objects, reason, isJumpConfirmed: values["confirm-jump"] });
  return say(
    values.json ? JSON.stringify(done) : `${done.objects.length} objects are as they were (${done.changeId}).`,
  );
}

function readImport() {
  if (values.file === undefined) throw new Misuse("Which document? --file path (- for what is piped in).");
  const policy = IMPORT_POLICIES.find((one) => one === values.policy);
  if (!policy) throw new Misuse(`--policy is one of ${IMPORT_POLICIES.join(", ")}.`);
  const text = readFileSync(values.file === "-" ? 0 : values.file, "utf8");
  const [kinds, passphrase] = [readKinds(values.kinds), readPassphrase()];
  const deleteKinds = readKinds(values.delete || undefined) ?? [];
  return { text, policy, deleteKinds, ...(kinds && { kinds }), ...(passphrase && { passphrase }) };
}

function readKinds(text: string | undefined): RevisionKind[] | undefined {
  return text?.split(",").map((name) => {
    const kind = REVISION_KINDS.find((one) => one === name.trim());
    if (!kind) throw new Misuse(`There is no kind "${name}". Kinds: ${REVISION_KINDS.join(", ")}.`);
    return kind;
  });
}

/** From a file alone: what stands on a command line is seen by every account of the machine. */
function readPassphrase(): string | undefined {
  const file = values["passphrase-file"];
  if (file === undefined) return undefined;
  const passphrase = readFileSync(file, "utf8").replace(/\r?\n$/, "");
  if (passphrase.length >= PASSPHRASE_LENGTH_MIN) return passphrase;
  throw new Misuse(`The passphrase needs at least ${PASSPHRASE_LENGTH_MIN} characters.`);
}

/** The actor is the program: who ran it stands in the reason. */
function readReason(fallback: string): string {
  return `${values.reason || fallback} (npm run config by ${userInfo().username})`.slice(0, 500);
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return SAME;
}

const signal = env.redisUrl === undefined ? undefined : new StateSignal(env.redisUrl);
try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Misuse ? error.message : `It could not be done: ${faultText(error)}`);
  process.exitCode = FAULT;
} finally {
  signal?.close();
  await closeDb();
}
