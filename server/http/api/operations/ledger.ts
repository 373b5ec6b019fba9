import { ApprovalIdInput, ApproveInput, ListApprovalsInput, RejectInput } from "@/server/money/approval/schema";
import { approve, reject, withdraw } from "@/server/money/approval/service/decide";
import { getApproval, listApprovals } from "@/server/money/approval/service/list";
import {
  AdjustBalanceInput,
  LedgerEntryIdInput,
  ListLedgerInput,
  ReverseEntryInput,
  StatementInput,
  TransferInput,
} from "@/server/money/ledger/schema";
import { adjustBalance } from "@/server/money/ledger/service/adjust";
import { getLedgerEntry, listLedger } from "@/server/money/ledger/service/list";
import { reverseEntry } from "@/server/money/ledger/service/reverse";
import { transferQuota } from "@/server/money/ledger/service/transfer";
import { explainBalance } from "@/server/money/ledger/statement/explain";
import {
  AdjustBalanceAnswer,
  ApprovalDetail,
  ApprovalItem,
  ApproveAnswer,
  ExplainBalanceAnswer,
  LedgerEntryDetail,
  LedgerItem,
  TransferQuotaAnswer,
} from "../answers/ledger";
import { Nothing, operation, pageOf, tagged } from "../operation";

export const ledgerOperations = tagged("Ledger", [
  operation("listLedger", {
    method: "GET",
    path: "/ledger",
    scope: "ledger:read",
    summary: "List entries of the ledger, the newest first",
    input: ListLedgerInput,
    output: pageOf(LedgerItem),
    verb: listLedger,
  }),
  operation("getLedgerEntry", {
    method: "GET",
    path: "/ledger/{id}",
    scope: "ledger:read",
    summary: "Read an entry of the ledger",
    input: LedgerEntryIdInput,
    output: LedgerEntryDetail,
    verb: getLedgerEntry,
  }),
  operation("adjustBalance", {
    method: "POST",
    path: "/ledger/adjustments",
    scope: "money:write",
    status: 201,
    summary: "Change a balance by hand; above a limit a second person has to approve it",
    input: AdjustBalanceInput,
    output: AdjustBalanceAnswer,
    verb: adjustBalance,
  }),
  operation("transferQuota", {
    method: "POST",
    path: "/ledger/transfers",
    scope: "money:write",
    status: 201,
    summary: "Move quota from one account to another",
    input: TransferInput,
    output: TransferQuotaAnswer,
    verb: transferQuota,
  }),
  operation("reverseEntry", {
    method: "POST",
    path: "/ledger/{entry_id}/reverse",
    scope: "money:write",
    summary: "Undo an entry by a counter-entry",
    input: ReverseEntryInput,
    output: AdjustBalanceAnswer,
    verb: reverseEntry,
  }),
  operation("explainBalance", {
    method: "GET",
    path: "/users/{user_id}/statement",
    scope: "ledger:read",
    summary: "Explain how a balance came to be",
    input: StatementInput,
    output: ExplainBalanceAnswer,
    verb: explainBalance,
  }),
  operation("listApprovals", {
    method: "GET",
    path: "/approvals",
    scope: "ledger:read",
    summary: "List changes of money that need or needed a second person",
    input: ListApprovalsInput,
    output: pageOf(ApprovalItem),
    verb: listApprovals,
  }),
  operation("getApproval", {
    method: "GET",
    path: "/approvals/{id}",
    scope: "ledger:read",
    summary: "Read an approval",
    input: ApprovalIdInput,
    output: ApprovalDetail,
    verb: getApproval,
  }),
  operation("approve", {
    method: "POST",
    path: "/approvals/{id}/approve",
    scope: "money:write",
    summary: "Approve a change that somebody else asked for",
    input: ApproveInput,
    output: ApproveAnswer,
    verb: approve,
  }),
  operation("reject", {
    method: "POST",
    path: "/approvals/{id}/reject",
    scope: "money:write",
    summary: "Reject a change",
    input: RejectInput,
    output: Nothing,
    verb: reject,
  }),
  operation("withdraw", {
    method: "POST",
    path: "/approvals/{id}/withdraw",
    scope: "money:write",
    summary: "Take one's own request back",
    input: ApprovalIdInput,
    output: Nothing,
    verb: withdraw,
  }),
]);
