import { writeFileSync } from "node:fs";
import { exportDocument, writeDocument } from "@/server/configuration/document/export";
import { refreshSettings } from "@/server/configuration/setting/current";
import { closeDb } from "@/server/kernel/database/client";
import { env } from "@/server/kernel/env";
import { StateSignal } from "@/server/kernel/state-signal";
import {
  type Command,
  FAULT,
  Misuse,
  readCommand,
  readKinds,
  readPassphrase,
  SAME,
  say,
  tell,
  USAGE,
} from "./config-command";
import { apply, diff } from "./config-import";
import { history, rollback } from "./config-rollback";
import { english, faultText } from "./config-words";

async function main(): Promise<number> {
  const command = readCommand();
  const { values, positionals, ctx } = command;
  const [name = "", ...more] = positionals;
  if (values.help) return say(USAGE);
  if (more.length > 0) throw new Misuse(`What is ${more.join(" ")}?\n\n${USAGE}`);
  await refreshSettings(ctx.db, true);
  switch (name) {
    case "export":
      return exportConfiguration(command);
    case "diff":
      return diff(command);
    case "apply":
      return apply(command);
    case "history":
      return history(command);
    case "rollback":
      return rollback(command);
    default:
      throw new Misuse(name === "" ? USAGE : `There is no command "${name}".\n\n${USAGE}`);
  }
}

async function exportConfiguration(command: Command): Promise<number> {
  const { ctx, values } = command;
  const passphrase = readPassphrase(command);
  const kinds = readKinds(values.kinds);
  const { document, leftOut } = await exportDocument(ctx, {
    ...(kinds && { kinds }),
    ...(passphrase && { passphrase }),
  });
  const text = writeDocument(document);
  if (values.file === undefined) process.stdout.write(text);
  // Only its owner may read it: under a passphrase or not, it says how the installation is built.
  else writeFileSync(values.file, text, { mode: 0o600 });
  if (leftOut.length > 0) {
    const t = english();
    tell(`${t("document.export.leftOut", { count: leftOut.length })}. ${t("document.export.leftOutHint")}`);
    for (const { kind, id, label } of leftOut) tell(`  ${kind} ${id}${label === id ? "" : ` (${label})`}`);
  }
  return SAME;
}

const signal = env.redisUrl === undefined ? undefined : new StateSignal(env.redisUrl);
try {
  process.exitCode = await main();
} catch (error) {
  tell(error instanceof Misuse ? error.message : `It could not be done. ${faultText(error)}`);
  process.exitCode = FAULT;
} finally {
  signal?.close();
  await closeDb();
}
