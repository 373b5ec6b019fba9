import { z } from "zod";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { ConfigurationDocument } from "./schema";

/** The JSON Schema (2020-12) of a document, for editors and checks before an import. */
export function documentJsonSchema(ctx: ServiceContext): object {
  authorize(ctx, "document.export");
  return z.toJSONSchema(ConfigurationDocument, { io: "input", target: "draft-2020-12" });
}
