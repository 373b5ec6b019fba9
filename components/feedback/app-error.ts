import { z } from "zod";

const Wire = z.object({
  app: z.object({
    code: z.string(),
    reason: z.string().nullish(),
    meta: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullish(),
    requestId: z.string().nullish(),
  }),
  fields: z.array(z.object({ path: z.string(), code: z.string().optional(), message: z.string() })).nullish(),
});

/** A failed call as the console sees it. `NETWORK`: no answer came. */
export type ClientError = {
  code: string;
  reason: string | null;
  meta: Record<string, string | number | boolean | null>;
  requestId: string | null;
  fields: { path: string; message: string }[];
};

/** Reads what the server said about a failure, from whatever was thrown. */
export function readAppError(error: unknown): ClientError {
  const data = typeof error === "object" && error !== null && "data" in error ? error.data : null;
  const wire = Wire.safeParse(data);
  if (!wire.success) {
    // A tRPC error without data never reached a procedure: the network, a proxy, or a server that is down.
    return { code: "NETWORK", reason: null, meta: {}, requestId: null, fields: [] };
  }
  const { app, fields } = wire.data;
  return {
    code: app.code,
    reason: app.reason ?? null,
    meta: app.meta ?? {},
    requestId: app.requestId ?? null,
    fields: fields ?? [],
  };
}
