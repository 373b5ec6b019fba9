import { procedure, router } from "@/server/trpc/init";
import {
  FundingReadInput,
  FundingUpdateInput,
  SubscribeInput,
  SubscriptionAutoRenewInput,
  SubscriptionCancelInput,
  SubscriptionGetInput,
  SubscriptionListInput,
  SubscriptionReasonInput,
  SubscriptionRenewInput,
  SubscriptionStartInput,
  WindowResetInput,
} from "./schema";
import { setAutoRenew } from "./service/auto-renew";
import { cancelSubscription, previewRefund, resumeSubscription } from "./service/cancel";
import { getFunding, setFunding } from "./service/funding";
import { getSubscription, listOwnSubscriptions, listSubscriptions } from "./service/list";
import { renewSubscription } from "./service/renew";
import { resetWindow } from "./service/reset-window";
import { startForUser, subscribe } from "./service/subscribe";

export const subscriptionRouter = router({
  mine: procedure.query(({ ctx }) => listOwnSubscriptions(ctx)),
  list: procedure.input(SubscriptionListInput).query(({ ctx, input }) => listSubscriptions(ctx, input)),
  get: procedure.input(SubscriptionGetInput).query(({ ctx, input }) => getSubscription(ctx, input)),
  previewRefund: procedure.input(SubscriptionGetInput).query(({ ctx, input }) => previewRefund(ctx, input)),
  funding: procedure.input(FundingReadInput).query(({ ctx, input }) => getFunding(ctx, input)),
  subscribe: procedure.input(SubscribeInput).mutation(({ ctx, input }) => subscribe(ctx, input)),
  start: procedure.input(SubscriptionStartInput).mutation(({ ctx, input }) => startForUser(ctx, input)),
  renew: procedure.input(SubscriptionRenewInput).mutation(({ ctx, input }) => renewSubscription(ctx, input)),
  cancel: procedure.input(SubscriptionCancelInput).mutation(({ ctx, input }) => cancelSubscription(ctx, input)),
  resume: procedure.input(SubscriptionReasonInput).mutation(({ ctx, input }) => resumeSubscription(ctx, input)),
  setAutoRenew: procedure.input(SubscriptionAutoRenewInput).mutation(({ ctx, input }) => setAutoRenew(ctx, input)),
  resetWindow: procedure.input(WindowResetInput).mutation(({ ctx, input }) => resetWindow(ctx, input)),
  setFunding: procedure.input(FundingUpdateInput).mutation(({ ctx, input }) => setFunding(ctx, input)),
});
