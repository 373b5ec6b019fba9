// The load, as a process of its own: it does one command at a time and sends back what it measured.
import { runJsonLoad } from "./json-load";
import type { LoadAnswer, LoadCommand } from "./load-protocol";
import { runStreamLoad } from "./stream-load";

async function perform(command: LoadCommand): Promise<LoadAnswer> {
  if (command.kind === "json") return { kind: "json", result: await runJsonLoad(command) };
  return { kind: "streams", result: await runStreamLoad(command) };
}

process.on("message", (command: LoadCommand) => {
  perform(command)
    .catch((error: unknown): LoadAnswer => ({ kind: "failed", message: String(error) }))
    .then((answer) => process.send?.(answer));
});
process.once("disconnect", () => process.exit(0));
process.send?.({ type: "ready" });
