import { createServer } from "node:net";

/** A fault at start that the operator can mend; its message says how. */
export class StartError extends Error {
  override name = "StartError";
}

/** Throws a StartError when nothing can listen there, before the slow part of a start is spent in vain. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const server = createServer();
  const fault = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    server.once("error", resolve);
    server.listen({ host, port, exclusive: true }, () => resolve(null));
  });
  if (!fault) return new Promise((resolve) => server.close(() => resolve()));
  throw new StartError(faultText(fault.code, host, port));
}

function faultText(code: string | undefined, host: string, port: number): string {
  if (code === "EADDRINUSE") {
    return `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`;
  }
  if (code === "EACCES") return `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`;
  return `Nothing can listen on ${host}:${port} (${code}). Check HOST and PORT.`;
}
