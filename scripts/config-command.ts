import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { PASSPHRASE_LENGTH_MIN } from "@/server/configuration/document/schema";
import { REVISION_KINDS, type RevisionKind } from "@/server/configuration/revision/schema";
import { systemContext } from "@/server/kernel/context";

export const USAGE = `npm run config -- <command> [options]

  export    writes the configuration        [--file out.json] [--kinds price,group] [--passphrase-file f]
  diff      compares a document with what is here: --file in.json [--kinds …] [--policy …] [--passphrase-file f]
  apply     imports a document; looks only, unless --yes or --draft is given
            --file in.json [--kinds …] [--policy overwrite|skip|only_new] [--delete kind,…] [--confirm-jump]
            --draft title   keeps the changes as a draft, for somebody to publish in the console
  history   the newest changes              [--kinds …] [--limit 20]
  rollback  --to <revision id | RFC 3339 time> [--kinds …] [--confirm-jump]; looks only, unless --yes is given

  --reason text   why, for the history      --json   for programs      --yes   do it
Exit codes: 0 the same, or done; 1 there are differences (diff, and apply or rollback without --yes); 2 it could not be done.`;

/** Somebody has to type something else. */
export class Misuse extends Error {}

export const SAME = 0;
export const DIFFERENT = 1;
export const FAULT = 2;
export const NOTHING_YET = "Nothing was changed. Add --yes to do it.";

const HISTORY_LIMIT = 20;
const NAME = "config-cli";

export type Command = ReturnType<typeof readCommand>;

/** What was typed, and who acts. Throws Misuse. */
export function readCommand() {
  return { ...parseTyped(), ctx: systemContext(NAME) };
}

function parseTyped() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        file: { type: "string" },
        kinds: { type: "string" },
        policy: { type: "string", default: "overwrite" },
        delete: { type: "string", default: "" },
        draft: { type: "string" },
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
    throw new Misuse(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

/** The kinds named in a list with commas; undefined when nothing was typed. Throws Misuse. */
export function readKinds(text: string | undefined): RevisionKind[] | undefined {
  return text?.split(",").map((name) => {
    const kind = REVISION_KINDS.find((one) => one === name.trim());
    if (!kind) throw new Misuse(`There is no kind "${name}". Kinds: ${REVISION_KINDS.join(", ")}.`);
    return kind;
  });
}

/** From a file alone: what stands on a command line is seen by every account of the machine. Throws Misuse. */
export function readPassphrase({ values }: Command): string | undefined {
  const file = values["passphrase-file"];
  if (file === undefined) return undefined;
  const passphrase = readFileSync(file, "utf8").replace(/\r?\n$/, "");
  if (passphrase.length >= PASSPHRASE_LENGTH_MIN) return passphrase;
  throw new Misuse(`The passphrase needs at least ${PASSPHRASE_LENGTH_MIN} characters.`);
}

/** The actor is the program: who ran it stands in the reason. */
export function readReason({ values }: Command, fallback: string): string {
  return `${values.reason || fallback} (npm run config by ${userInfo().username})`.slice(0, 500);
}

export function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return SAME;
}

/** For people, beside what a program may be reading. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
