import { groupRouter } from "@/server/access/group/router";
import { tokenRouter } from "@/server/access/token/router";
import { categoryRouter } from "@/server/configuration/category/router";
import { configRouter } from "@/server/configuration/config/router";
import { documentRouter } from "@/server/configuration/document/router";
import { draftRouter } from "@/server/configuration/draft/router";
import { revisionRouter } from "@/server/configuration/revision/router";
import { settingRouter } from "@/server/configuration/setting/router";
import { siteRouter } from "@/server/configuration/site/router";
import { templateRouter } from "@/server/configuration/template/router";
import { identityRouter } from "@/server/identity/identity/router";
import { mailCodeRouter } from "@/server/identity/mail-code/router";
import { profileRouter } from "@/server/identity/profile/router";
import { registrationRouter } from "@/server/identity/registration/router";
import { serviceTokenRouter } from "@/server/identity/service-token/router";
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
import { databaseRouter } from "@/server/operations/database/router";
import { healthRouter } from "@/server/operations/health/router";
import { jobRouter } from "@/server/operations/job/router";
import { mailRouter } from "@/server/operations/mail/router";
import { retentionRouter } from "@/server/operations/retention/router";
import { searchRouter } from "@/server/operations/search/router";
import { secretRouter } from "@/server/operations/secret/router";
import { channelRouter } from "@/server/supply/channel/router";
import { channelTestRouter } from "@/server/supply/channel-test/router";
import { ownProviderRouter } from "@/server/supply/own-provider/router";
import { priceRouter } from "@/server/supply/price/router";
import { activityRouter } from "@/server/usage/activity/router";
import { archiveRouter } from "@/server/usage/archive/router";
import { exportRouter } from "@/server/usage/export/router";
import { inspectorRouter } from "@/server/usage/inspector/router";
import { logRouter } from "@/server/usage/log/router";
import { overviewRouter } from "@/server/usage/overview/router";
import { savedViewRouter } from "@/server/usage/saved-view/router";
import { createCallerFactory, router } from "./init";

export const appRouter = router({
  activity: activityRouter,
  approval: approvalRouter,
  archive: archiveRouter,
  audit: auditRouter,
  category: categoryRouter,
  channel: channelRouter,
  channelTest: channelTestRouter,
  config: configRouter,
  creditLot: creditLotRouter,
  database: databaseRouter,
  desk: deskRouter,
  document: documentRouter,
  draft: draftRouter,
  export: exportRouter,
  group: groupRouter,
  health: healthRouter,
  identity: identityRouter,
  inspector: inspectorRouter,
  job: jobRouter,
  ledger: ledgerRouter,
  log: logRouter,
  overview: overviewRouter,
  mail: mailRouter,
  mailCode: mailCodeRouter,
  order: orderRouter,
  payment: paymentRouter,
  plan: planRouter,
  ownProvider: ownProviderRouter,
  price: priceRouter,
  profile: profileRouter,
  reconciliation: reconciliationRouter,
  redemption: redemptionRouter,
  referral: referralRouter,
  registration: registrationRouter,
  retention: retentionRouter,
  revision: revisionRouter,
  reward: rewardRouter,
  search: searchRouter,
  savedView: savedViewRouter,
  secret: secretRouter,
  serviceToken: serviceTokenRouter,
  session: sessionRouter,
  setting: settingRouter,
  setup: setupRouter,
  site: siteRouter,
  subscription: subscriptionRouter,
  template: templateRouter,
  token: tokenRouter,
  user: userRouter,
  wallet: walletRouter,
});

export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
