import { groupRouter } from "@/server/access/group/router";
import { tokenRouter } from "@/server/access/token/router";
import { settingRouter } from "@/server/configuration/setting/router";
import { profileRouter } from "@/server/identity/profile/router";
import { registrationRouter } from "@/server/identity/registration/router";
import { sessionRouter } from "@/server/identity/session/router";
import { setupRouter } from "@/server/identity/setup/router";
import { userRouter } from "@/server/identity/user/router";
import { approvalRouter } from "@/server/money/approval/router";
import { creditLotRouter } from "@/server/money/credit-lot/router";
import { deskRouter } from "@/server/money/desk/router";
import { ledgerRouter } from "@/server/money/ledger/router";
import { orderRouter } from "@/server/money/order/router";
import { paymentRouter } from "@/server/money/payment/router";
import { planRouter } from "@/server/money/plan/router";
import { reconciliationRouter } from "@/server/money/reconciliation/router";
import { redemptionRouter } from "@/server/money/redemption/router";
import { referralRouter } from "@/server/money/referral/router";
import { rewardRouter } from "@/server/money/reward/router";
import { subscriptionRouter } from "@/server/money/subscription/router";
import { walletRouter } from "@/server/money/wallet/router";
import { auditRouter } from "@/server/operations/audit/router";
import { jobRouter } from "@/server/operations/job/router";
import { searchRouter } from "@/server/operations/search/router";
import { channelRouter } from "@/server/supply/channel/router";
import { channelTestRouter } from "@/server/supply/channel-test/router";
import { priceRouter } from "@/server/supply/price/router";
import { logRouter } from "@/server/usage/log/router";
import { overviewRouter } from "@/server/usage/overview/router";
import { createCallerFactory, router } from "./init";

export const appRouter = router({
  approval: approvalRouter,
  audit: auditRouter,
  channel: channelRouter,
  channelTest: channelTestRouter,
  creditLot: creditLotRouter,
  desk: deskRouter,
  group: groupRouter,
  job: jobRouter,
  ledger: ledgerRouter,
  log: logRouter,
  overview: overviewRouter,
  order: orderRouter,
  payment: paymentRouter,
  plan: planRouter,
  price: priceRouter,
  profile: profileRouter,
  reconciliation: reconciliationRouter,
  redemption: redemptionRouter,
  referral: referralRouter,
  registration: registrationRouter,
  reward: rewardRouter,
  search: searchRouter,
  session: sessionRouter,
  setting: settingRouter,
  setup: setupRouter,
  subscription: subscriptionRouter,
  token: tokenRouter,
  user: userRouter,
  wallet: walletRouter,
});

export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
