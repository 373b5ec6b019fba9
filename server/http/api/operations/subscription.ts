import {
  FundingReadInput,
  FundingUpdateInput,
  SubscriptionAutoRenewInput,
  SubscriptionCancelInput,
  SubscriptionGetInput,
  SubscriptionListInput,
  SubscriptionReasonInput,
  SubscriptionRenewInput,
  SubscriptionStartInput,
  WindowResetInput,
} from "@/server/money/subscription/schema";
import { setAutoRenew } from "@/server/money/subscription/service/auto-renew";
import {
  cancelSubscription,
  previewRefund as previewSubscriptionRefund,
  resumeSubscription,
} from "@/server/money/subscription/service/cancel";
import { getFunding, setFunding } from "@/server/money/subscription/service/funding";
import { getSubscription, listSubscriptions } from "@/server/money/subscription/service/list";
import { renewSubscription } from "@/server/money/subscription/service/renew";
import { resetWindow } from "@/server/money/subscription/service/reset-window";
import { startForUser } from "@/server/money/subscription/service/subscribe";
import { Changed } from "../answers/shapes";
import {
  CancelSubscriptionAnswer,
  FundingDetail,
  PreviewSubscriptionRefundAnswer,
  RenewSubscriptionAnswer,
  ResetWindowAnswer,
  StartForUserAnswer,
  SubscriptionDetail,
  SubscriptionItem,
} from "../answers/subscription";
import { operation, pageOf, tagged } from "../operation";

export const subscriptionOperations = tagged("Subscriptions", [
  operation("listSubscriptions", {
    method: "GET",
    path: "/subscriptions",
    scope: "subscriptions:read",
    summary: "List subscriptions, the newest first",
    input: SubscriptionListInput,
    output: pageOf(SubscriptionItem),
    verb: listSubscriptions,
  }),
  operation("startForUser", {
    method: "POST",
    path: "/subscriptions",
    scope: "money:write",
    status: 201,
    summary: "Start a plan for an account",
    input: SubscriptionStartInput,
    output: StartForUserAnswer,
    verb: startForUser,
  }),
  operation("getSubscription", {
    method: "GET",
    path: "/subscriptions/{id}",
    scope: "subscriptions:read",
    summary: "Read a subscription",
    input: SubscriptionGetInput,
    output: SubscriptionDetail,
    verb: getSubscription,
  }),
  operation("previewSubscriptionRefund", {
    method: "GET",
    path: "/subscriptions/{id}/refund-preview",
    scope: "subscriptions:write",
    summary: "What ending a subscription now would give back",
    input: SubscriptionGetInput,
    output: PreviewSubscriptionRefundAnswer,
    verb: previewSubscriptionRefund,
  }),
  operation("renewSubscription", {
    method: "POST",
    path: "/subscriptions/{id}/renew",
    scope: "money:write",
    summary: "Renew a subscription",
    input: SubscriptionRenewInput,
    output: RenewSubscriptionAnswer,
    verb: renewSubscription,
  }),
  operation("cancelSubscription", {
    method: "POST",
    path: "/subscriptions/{id}/cancel",
    scope: "subscriptions:write",
    stepUpScope: "money:write",
    summary: "End a subscription. At once also needs money:write",
    input: SubscriptionCancelInput,
    output: CancelSubscriptionAnswer,
    verb: cancelSubscription,
  }),
  operation("resumeSubscription", {
    method: "POST",
    path: "/subscriptions/{id}/resume",
    scope: "subscriptions:write",
    summary: "Take a cancellation back",
    input: SubscriptionReasonInput,
    output: Changed,
    verb: resumeSubscription,
  }),
  operation("setAutoRenew", {
    method: "PUT",
    path: "/subscriptions/{id}/auto-renew",
    scope: "subscriptions:write",
    summary: "Say whether a subscription renews itself",
    input: SubscriptionAutoRenewInput,
    output: Changed,
    verb: setAutoRenew,
  }),
  operation("resetWindow", {
    method: "POST",
    path: "/subscriptions/{id}/reset-window",
    scope: "money:write",
    summary: "Give an allowance back in full",
    input: WindowResetInput,
    output: ResetWindowAnswer,
    verb: resetWindow,
  }),
  operation("getFunding", {
    method: "GET",
    path: "/users/{user_id}/funding",
    scope: "subscriptions:read",
    summary: "What pays first for an account's requests",
    input: FundingReadInput,
    output: FundingDetail,
    verb: getFunding,
  }),
  operation("setFunding", {
    method: "PUT",
    path: "/users/{user_id}/funding",
    scope: "subscriptions:write",
    summary: "Say what pays first for an account's requests",
    input: FundingUpdateInput,
    output: Changed,
    verb: setFunding,
  }),
]);
