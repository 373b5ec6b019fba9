import { inOneChange } from "@/server/configuration/revision/one-change";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { readPriceSheet, type SheetEntry, type SheetError } from "../price-sheet";
import type { PriceFields, PriceImportInput } from "../schema";
import { canonicalPrice, isJump, isSamePrice, toPriceFields } from "./row";
import { revisePrice, writePrice } from "./save";

export type ImportRow = {
  place: number;
  model: string;
  change: "add" | "change" | "same" | "error";
  error: SheetError | null;
  before: PriceFields | null;
  after: PriceFields | null;
  isJump: boolean;
  /** The version of the price it replaces; 0 for an added one. */
  version: number;
};

export type ImportPreview = {
  rows: ImportRow[];
  addCount: number;
  changeCount: number;
  sameCount: number;
  errorCount: number;
  jumpCount: number;
  /** Names this very preview of text and stored prices together. */
  fingerprint: string;
};

/** What a pasted price list would do. Throws BAD_INPUT (price.sheet_<fault>) when the text is no price list at all. */
export async function previewPriceImport(ctx: ServiceContext, input: { text: string }): Promise<ImportPreview> {
  authorize(ctx, "price.manage");
  const sheet = readPriceSheet(input.text);
  if (sheet.fault !== null) throw new AppError("BAD_INPUT", { reason: `price.sheet_${sheet.fault}` });
  const stored = await ctx.db.modelPrice.findMany({
    where: { model: { in: sheet.entries.map(({ model }) => model) } },
  });
  const byModel = new Map(stored.map((row) => [row.model, row]));
  const rows = sheet.entries.map((entry) => {
    const row = byModel.get(entry.model);
    return toImportRow(entry, row ? { price: toPriceFields(row), version: row.version } : null);
  });
  const count = (change: ImportRow["change"]) => rows.filter((row) => row.change === change).length;
  return {
    rows,
    addCount: count("add"),
    changeCount: count("change"),
    sameCount: count("same"),
    errorCount: count("error"),
    jumpCount: rows.filter((row) => row.isJump).length,
    fingerprint: sha256Hex(JSON.stringify(rows)),
  };
}

function toImportRow(entry: SheetEntry, stored: { price: PriceFields; version: number } | null): ImportRow {
  const { place, model, error } = entry;
  const before = stored?.price ?? null;
  const row = { place, model, error, before, version: stored?.version ?? 0 };
  if (entry.price === null) return { ...row, change: "error", after: null, isJump: false };
  const after = canonicalPrice(entry.price);
  if (before === null) return { ...row, change: "add", after, isJump: false };
  if (isSamePrice(before, after)) return { ...row, change: "same", after, isJump: false };
  return { ...row, change: "change", after, isJump: isJump(before, after) };
}

/**
 * Applies a price list as its preview showed it, all or nothing. Throws CONFLICT (price.import_stale) when text or prices
 * are no longer what the preview was made of, BAD_INPUT (price.import_errors) when entries are wrong, PRECONDITION_FAILED
 * (price.jump) for unconfirmed tenfold changes.
 */
export async function importPrices(
  ctx: ServiceContext,
  input: PriceImportInput,
): Promise<{ added: number; changed: number }> {
  authorize(ctx, "price.manage");
  return inOneChange(ctx, async (tx) => {
    const preview = await previewPriceImport(tx, input);
    if (preview.errorCount > 0) throw new AppError("BAD_INPUT", { reason: "price.import_errors" });
    if (preview.fingerprint !== input.fingerprint) throw new AppError("CONFLICT", { reason: "price.import_stale" });
    if (preview.jumpCount > 0 && !input.isJumpConfirmed)
      throw new AppError("PRECONDITION_FAILED", { reason: "price.jump" });
    for (const { model, version, before, after, change } of preview.rows) {
      if (after === null || change === "same") continue;
      await writePrice(tx, { model, version, price: after });
      await revisePrice(tx, { model, before, after, reason: input.reason || "import" });
    }
    await bumpStateVersion(tx, "price");
    return { added: preview.addCount, changed: preview.changeCount };
  });
}
