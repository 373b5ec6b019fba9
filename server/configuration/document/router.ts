import { procedure, router } from "@/server/trpc/init";
import { exportDocument, writeDocument } from "./export";
import { applyImport, previewImport } from "./import";
import { documentJsonSchema } from "./published-format";
import { ApplyImportInput, ExportDocumentInput, PreviewImportInput } from "./schema";

export const documentRouter = router({
  export: procedure.input(ExportDocumentInput).mutation(async ({ ctx, input }) => {
    return { text: writeDocument(await exportDocument(ctx, input)) };
  }),
  preview: procedure.input(PreviewImportInput).mutation(({ ctx, input }) => previewImport(ctx, input)),
  import: procedure.input(ApplyImportInput).mutation(({ ctx, input }) => applyImport(ctx, input)),
  jsonSchema: procedure.query(({ ctx }) => documentJsonSchema(ctx)),
});
