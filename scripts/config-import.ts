import { readFileSync } from "node:fs";
import { importAsDraft } from "@/server/configuration/document/draft-import";
import { applyImport, type ImportPreview, previewImport } from "@/server/configuration/document/import";
import { IMPORT_POLICIES } from "@/server/configuration/document/schema";
import {
  type Command,
  DIFFERENT,
  FAULT,
  Misuse,
  NOTHING_YET,
  readKinds,
  readPassphrase,
  readReason,
  SAME,
  say,
  tell,
} from "./config-command";
import { workOff } from "./config-job";
import { linesOf } from "./config-print";
import { english, outcomeText, refusalText } from "./config-words";

/** Compares a document with what is here. Out: the exit code. */
export async function diff(command: Command): Promise<number> {
  const preview = await previewImport(command.ctx, readInput(command));
  show(command, preview);
  return preview.changeCount === 0 ? SAME : DIFFERENT;
}

/** Imports a document, keeps it as a draft, or only looks. Out: the exit code. */
export async function apply(command: Command): Promise<number> {
  const { ctx, values } = command;
  const input = readInput(command);
  const preview = await previewImport(ctx, input);
  const isMeant = values.yes || values.draft !== undefined;
  if (!isMeant || preview.changeCount === 0) {
    show(command, preview);
    if (preview.changeCount > 0 && !values.json) say(NOTHING_YET);
    return preview.changeCount === 0 ? SAME : DIFFERENT;
  }
  const isFaulty = preview.items.some(({ faults, held }) => faults.length > 0 && held === null);
  if (isFaulty || (preview.refusal !== null && values.draft === undefined)) {
    show(command, preview);
    return FAULT;
  }
  const { fingerprint } = preview;
  if (values.draft !== undefined) return keep(command, { ...input, fingerprint });
  const isJumpConfirmed = values["confirm-jump"];
  const reason = readReason(command, "imported");
  const done = await applyImport(ctx, { ...input, fingerprint, isJumpConfirmed, reason });
  const failed = done.jobId === null ? [] : await workOff(ctx, done.jobId);
  if (values.json) say(JSON.stringify({ ...done, failed }));
  else if (failed.length === 0) say(`${done.count} objects changed (${done.changeId}).`);
  for (const { label, detail } of failed) tell(`${label}: ${outcomeText(detail)}`);
  return failed.length === 0 ? SAME : FAULT;
}

type Input = ReturnType<typeof readInput>;

async function keep(command: Command, input: Input & { fingerprint: string }): Promise<number> {
  const { ctx, values } = command;
  const title = values.draft ?? "";
  const kept = await importAsDraft(ctx, { ...input, title, reason: readReason(command, title) });
  if (values.json) return say(JSON.stringify(kept));
  const { draft, count, leftOut, hasSecrets } = kept;
  const t = english();
  say(
    draft
      ? `${count} changes are kept in the draft ${draft.id}: /drafts/${draft.id}`
      : t("document.import.draft.kept", { count }),
  );
  if (leftOut.length > 0) {
    const names = leftOut.map(({ kind, id }) => `${kind} ${id}`).join(", ");
    say(t("document.import.draft.leftOut", { names }));
  } else if (hasSecrets) say(t("document.import.draft.secretsLeftOut"));
  return SAME;
}

function show({ values }: Command, preview: ImportPreview): void {
  const { items, unchangedCount, changeCount, refusal, jump } = preview;
  if (values.json) {
    say(JSON.stringify(preview));
    return;
  }
  for (const item of items) say(linesOf(item).join("\n"));
  say(`${changeCount} to change, ${items.length - changeCount} left alone, ${unchangedCount} the same.`);
  if (refusal) say(`It would be refused. ${refusalText(refusal)}`);
  if (jump) say(`${refusalText(jump)} Add --confirm-jump if that is meant.`);
}

function readInput(command: Command) {
  const { values } = command;
  if (values.file === undefined) throw new Misuse("Which document? --file path (- for what is piped in).");
  const policy = IMPORT_POLICIES.find((one) => one === values.policy);
  if (!policy) throw new Misuse(`--policy is one of ${IMPORT_POLICIES.join(", ")}.`);
  const text = readFileSync(values.file === "-" ? 0 : values.file, "utf8");
  const [kinds, passphrase] = [readKinds(values.kinds), readPassphrase(command)];
  const deleteKinds = readKinds(values.delete || undefined) ?? [];
  return { text, policy, deleteKinds, ...(kinds && { kinds }), ...(passphrase && { passphrase }) };
}
