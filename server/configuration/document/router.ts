import { procedure, router } from "@/server/trpc/init";
import { importAsDraft } from "./draft-import";
import { exportDocument, writeDocument } from "./export";
import { applyImport, previewImport } from "./import";
import { documentJsonSchema } from "./published-format";
import { ApplyImportInput, DraftImportInput, ExportDocumentInput, PreviewImportInput } from "./schema";

export const documentRouter = router({
  export: procedure.input(ExportDocumentInput).mutation(async ({ ctx, input }) => {
    const { document, leftOut } = await exportDocument(ctx, input);
    return { text: writeDocument(document), leftOut };
  }),
  preview: procedure.input(PreviewImportInput).mutation(({ ctx, input }) => previewImport(ctx, input)),
  import: procedure.input(ApplyImportInput).mutation(({ ctx, input }) => applyImport(ctx, input)),
  importAsDraft: procedure.input(DraftImportInput).mutation(({ ctx, input }) => importAsDraft(ctx, input)),
  jsonSchema: procedure.query(({ ctx }) => documentJsonSchema(ctx)),
});
