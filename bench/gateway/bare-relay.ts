// The limit of this runtime: a relay that checks, bills and writes nothing. Run by `node` itself, hence no imports of ours.
import { createServer } from "node:http";
import { Agent } from "undici";

const origin = String(process.argv[2]);
const agent = new Agent({ pipelining: 1 });

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    const { authorization = "" } = request.headers;
    const headers = { "content-type": "application/json", authorization };
    const path = request.url ?? "/";
    agent.dispatch(
      { origin, path, method: "POST", headers, body: Buffer.concat(parts) },
      {
        onRequestStart: (controller) => {
          response.on("close", () => response.writableFinished || controller.abort(new Error("the client left")));
        },
        onResponseStart: (_controller, status, { "content-type": type = "", "content-length": length }) => {
          const size = length === undefined ? {} : { "content-length": String(length) };
          response.writeHead(status, { "content-type": String(type), ...size });
        },
        onResponseData: (controller, chunk) => {
          if (response.write(chunk)) return;
          controller.pause();
          response.once("drain", () => controller.resume());
        },
        onResponseEnd: () => response.end(),
        onResponseError: () => response.destroy(),
      },
    );
  });
});

server.listen(Number(process.argv[3]), "127.0.0.1", () => process.send?.({ type: "ready" }));
process.once("disconnect", () => process.exit(0));
process.once("SIGTERM", () => process.exit(0));
