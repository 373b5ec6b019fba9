import { parseArgs } from "node:util";
import { startFixedUpstream } from "./fixed-server";
import { startMockUpstream } from "./server";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "9100" },
    host: { type: "string", default: "127.0.0.1" },
    "interval-ms": { type: "string", default: "0" },
    // For measuring: the one prepared answer to everything, at the least cost.
    fixed: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
  },
});

const place = { port: Number(values.port), host: values.host, intervalMs: Number(values["interval-ms"]) };
const upstream = values.fixed
  ? await startFixedUpstream(place)
  : await startMockUpstream({ ...place, records: values.record });

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
