import { setImmediate } from "node:timers/promises";
import {
  BatchIdInput,
  CreateBatchInput,
  ListBatchesInput,
  ListCodesInput,
  ListUsesInput,
  RedeemForInput,
  SetCodeValidityInput,
  UpdateBatchInput,
  VoidBatchInput,
  VoidCodeInput,
} from "@/server/money/redemption/schema";
import { createBatch, resumeBatch } from "@/server/money/redemption/service/create";
import { getBatch, listBatches, listCodes, listUses } from "@/server/money/redemption/service/list";
import { redeemCodeFor } from "@/server/money/redemption/service/redeem";
import { takeCodes } from "@/server/money/redemption/service/take";
import { setCodeValidity, updateBatch } from "@/server/money/redemption/service/update";
import { voidBatch, voidCode } from "@/server/money/redemption/service/void";
import {
  BatchDetail,
  BatchItem,
  CodeItem,
  CreateBatchAnswer,
  RedeemCodeForAnswer,
  ResumeBatchAnswer,
  TakenCodes,
  UItem,
  VoidBatchAnswer,
} from "../answers/redemption";
import { NewVersion } from "../answers/shapes";
import { Nothing, operation, pageOf, tagged } from "../operation";

const CODES_A_TURN = 1_000;

/** All at once would keep everybody else waiting: making a hundred thousand codes takes a while. */
async function collected(codes: Iterable<string>): Promise<string[]> {
  const all: string[] = [];
  for (const code of codes) {
    all.push(code);
    if (all.length % CODES_A_TURN === 0) await setImmediate();
  }
  return all;
}

export const redemptionOperations = tagged("Redemption codes", [
  operation("listBatches", {
    method: "GET",
    path: "/redemptions/batches",
    scope: "redemptions:read",
    summary: "List batches of codes, the newest first",
    input: ListBatchesInput,
    output: pageOf(BatchItem),
    verb: listBatches,
  }),
  operation("createBatch", {
    method: "POST",
    path: "/redemptions/batches",
    scope: "money:write",
    status: 201,
    summary: "Create a batch of codes",
    input: CreateBatchInput,
    output: CreateBatchAnswer,
    verb: createBatch,
  }),
  operation("getBatch", {
    method: "GET",
    path: "/redemptions/batches/{id}",
    scope: "redemptions:read",
    summary: "Read a batch",
    input: BatchIdInput,
    output: BatchDetail,
    verb: getBatch,
  }),
  operation("updateBatch", {
    method: "PATCH",
    path: "/redemptions/batches/{id}",
    scope: "money:write",
    summary: "Change a batch",
    input: UpdateBatchInput,
    output: NewVersion,
    verb: updateBatch,
  }),
  operation("resumeBatch", {
    method: "POST",
    path: "/redemptions/batches/{id}/resume",
    scope: "money:write",
    summary: "Go on with a batch whose making was broken off",
    input: BatchIdInput,
    output: ResumeBatchAnswer,
    verb: resumeBatch,
  }),
  operation("takeCodes", {
    method: "POST",
    path: "/redemptions/batches/{id}/codes",
    scope: "money:write",
    summary: "Take the codes of a batch, the one time they leave the server. Send an Idempotency-Key",
    input: BatchIdInput,
    output: TakenCodes,
    verb: async (ctx, input) => ({ codes: await collected((await takeCodes(ctx, input)).codes) }),
  }),
  operation("voidBatch", {
    method: "POST",
    path: "/redemptions/batches/{id}/void",
    scope: "money:write",
    summary: "Void a batch",
    input: VoidBatchInput,
    output: VoidBatchAnswer,
    verb: voidBatch,
  }),
  operation("listCodes", {
    method: "GET",
    path: "/redemptions/codes",
    scope: "redemptions:read",
    summary: "List codes; their text is never shown",
    input: ListCodesInput,
    output: pageOf(CodeItem),
    verb: listCodes,
  }),
  operation("voidCode", {
    method: "POST",
    path: "/redemptions/codes/{id}/void",
    scope: "money:write",
    summary: "Void a code",
    input: VoidCodeInput,
    output: Nothing,
    verb: voidCode,
  }),
  operation("setCodeValidity", {
    method: "PUT",
    path: "/redemptions/codes/{id}/validity",
    scope: "money:write",
    summary: "Give a code an end of its own",
    input: SetCodeValidityInput,
    output: Nothing,
    verb: setCodeValidity,
  }),
  operation("listUses", {
    method: "GET",
    path: "/redemptions/uses",
    scope: "redemptions:read",
    summary: "List uses of codes, the newest first",
    input: ListUsesInput,
    output: pageOf(UItem),
    verb: listUses,
  }),
  operation("redeemCodeFor", {
    method: "POST",
    path: "/redemptions/redeem",
    scope: "money:write",
    summary: "Redeem a code for an account",
    input: RedeemForInput,
    output: RedeemCodeForAnswer,
    verb: redeemCodeFor,
  }),
]);
