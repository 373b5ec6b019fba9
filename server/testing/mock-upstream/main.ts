import { parseArgs } from "node:util";
import { startMockUpstream } from "./server";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "9100" },
    host: { type: "string", default: "127.0.0.1" },
    "interval-ms": { type: "string", default: "0" },
    record: { type: "boolean", default: false },
  },
});

const upstream = await startMockUpstream({
  port: Number(values.port),
  host: values.host,
  intervalMs: Number(values["interval-ms"]),
  records: values.record,
});

// A parent waits for this line; with IPC it gets the address as a message.
process.stdout.write(`mock upstream ready on ${upstream.url}\n`);
process.send?.({ url: upstream.url });

let isClosing = false;
async function stop(): Promise<void> {
  if (isClosing) return;
  isClosing = true;
  await upstream.close();
  process.exit(0);
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
// An orphan would hold its port for ever.
process.once("disconnect", stop);
