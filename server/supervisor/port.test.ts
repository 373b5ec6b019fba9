import { createServer } from "node:net";
import { expect, test } from "vitest";
import { requireFreePort } from "./port";

test("a taken port is named together with the way out; a free one stays free", async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve, reject) => {
    server.listen({ host: "127.0.0.1", port: 0 }, () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("no port"));
      else resolve(address.port);
    });
  });
  const attempt = requireFreePort("127.0.0.1", port);
  await expect(attempt).rejects.toThrow(`Port ${port} is taken by another program`);
  await new Promise((resolve) => server.close(resolve));
  await requireFreePort("127.0.0.1", port);
  await requireFreePort("127.0.0.1", port);
});
