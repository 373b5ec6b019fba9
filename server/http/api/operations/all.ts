import type { Operation } from "../operation";
import { accessOperations } from "./access";
import { accountOperations } from "./account";
import { auditOperations } from "./audit";
import { channelOperations } from "./channel";
import { configOperations } from "./config";
import { draftOperations } from "./draft";
import { groupOperations } from "./group";
import { ledgerOperations } from "./ledger";
import { logOperations } from "./log";
import { orderOperations } from "./order";
import { planOperations } from "./plan";
import { priceOperations } from "./price";
import { providerOperations } from "./provider";
import { reconciliationOperations } from "./reconciliation";
import { redemptionOperations } from "./redemption";
import { revisionOperations } from "./revision";
import { settingOperations } from "./setting";
import { subscriptionOperations } from "./subscription";
import { templateOperations } from "./template";
import { tokenOperations } from "./token";
import { userOperations } from "./user";

/** Every operation there is: the router, the document, the test of scopes and the fuzzer are made from this table. */
export const OPERATIONS: readonly Operation[] = [
  ...accessOperations,
  ...accountOperations,
  ...userOperations,
  ...tokenOperations,
  ...groupOperations,
  ...channelOperations,
  ...priceOperations,
  ...logOperations,
  ...ledgerOperations,
  ...reconciliationOperations,
  ...orderOperations,
  ...redemptionOperations,
  ...planOperations,
  ...subscriptionOperations,
  ...settingOperations,
  ...configOperations,
  ...providerOperations,
  ...revisionOperations,
  ...draftOperations,
  ...templateOperations,
  ...auditOperations,
];
