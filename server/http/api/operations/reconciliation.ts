import { DifferenceIdInput, ListDifferencesInput, ResolveDifferenceInput } from "@/server/money/reconciliation/schema";
import { getDifference, listDifferences, listRuns } from "@/server/money/reconciliation/service/list";
import { resolveDifference } from "@/server/money/reconciliation/service/resolve";
import { startReconciliation } from "@/server/money/reconciliation/service/run";
import { DifferenceItem, ListRunsAnswer } from "../answers/reconciliation";
import { Created } from "../answers/shapes";
import { Nothing, operation, pageOf, tagged } from "../operation";

export const reconciliationOperations = tagged("Reconciliation", [
  operation("listDifferences", {
    method: "GET",
    path: "/reconciliation/differences",
    scope: "reconciliation:read",
    summary: "List what the books do not agree on, the newest first",
    input: ListDifferencesInput,
    output: pageOf(DifferenceItem),
    verb: listDifferences,
  }),
  operation("getDifference", {
    method: "GET",
    path: "/reconciliation/differences/{id}",
    scope: "reconciliation:read",
    summary: "Read one difference",
    input: DifferenceIdInput,
    output: DifferenceItem,
    verb: getDifference,
  }),
  operation("resolveDifference", {
    method: "POST",
    path: "/reconciliation/differences/{id}/resolve",
    scope: "reconciliation:write",
    summary: "Note why a difference is in order",
    input: ResolveDifferenceInput,
    output: Nothing,
    verb: resolveDifference,
  }),
  operation("listReconciliationRuns", {
    method: "GET",
    path: "/reconciliation/runs",
    scope: "reconciliation:read",
    summary: "List the last looks at all the books",
    output: ListRunsAnswer,
    verb: listRuns,
  }),
  operation("startReconciliation", {
    method: "POST",
    path: "/reconciliation/runs",
    scope: "reconciliation:write",
    status: 202,
    summary: "Start a look at all the books",
    output: Created,
    verb: startReconciliation,
  }),
]);
