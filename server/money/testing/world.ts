import type { ServiceContext } from "@/server/kernel/context";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { contextOf, signedInAs, systemOf } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import type { ReserveOperation } from "../ledger/operation";
import { createAccount } from "../ledger/testing/account";
import type { LedgerWriter } from "../ledger/writer";
import { CreateBatchInput } from "../redemption/schema";
import { createBatch } from "../redemption/service/create";
import { makePlan } from "../subscription/testing/plan";

/** Credit from the gift code lasts so long. */
export const CREDIT_DAYS = 5;
const CUSTOMERS = 3;
const SINGLE_CODES = 12;

export type Customer = { id: string; tokenId: string; ctx: ServiceContext };

/** A small site with everything that moves money: customers, of whom the first invited the others, codes and a plan. */
export type World = {
  db: Db;
  /** May do all that staff does; the password was just given. */
  staff: ServiceContext;
  customers: Customer[];
  codes: string[];
  planVersionId: string;
  writers: readonly [LedgerWriter, LedgerWriter];
  /** Reservations that nobody has settled so far. */
  holds: ReserveOperation[];
};

/** What must be switched on for the money to move in all the ways there are. */
export async function openAllWays(db: Db): Promise<void> {
  await replaceSetting(db, "rewards.checkInEnabled", true);
  await replaceSetting(db, "rewards.checkInMaxUnits", 2_000);
  await replaceSetting(db, "rewards.rebatePercent", 7);
  await replaceSetting(db, "rewards.transferMinUnits", 1);
  await replaceSetting(db, "payment.manualInstructions", "To account 1, naming the order.");
}

/** Makes a world whose books agree. */
export async function makeWorld(db: Db, writers: World["writers"]): Promise<World> {
  const { ctx: staff } = await signedInAs(db, "admin");
  const customers: Customer[] = [];
  for (let index = 0; index < CUSTOMERS; index += 1) customers.push(await makeCustomer(db, customers[0]?.id ?? null));
  const codes = [await makeCode(db, { kind: "gift", usesMax: CUSTOMERS - 1, creditDays: CREDIT_DAYS })];
  for (let index = 0; index < SINGLE_CODES; index += 1) codes.push(await makeCode(db, { kind: "single" }));
  // A dollar and a half a month: sometimes the balance is there, sometimes it is not.
  const { planVersionId } = await makePlan(db, { priceMinor: 150n });
  return { db, staff, customers, codes, planVersionId, writers, holds: [] };
}

async function makeCustomer(db: Db, inviterId: string | null): Promise<Customer> {
  const { userId, tokenId } = await createAccount(db, { balance: 500_000n });
  const user = await db.user.update({ where: { id: userId }, data: { inviterId } });
  return { id: userId, tokenId, ctx: { ...(await contextOf(db, user)), ip: "" } };
}

async function makeCode(db: Db, fields: object): Promise<string> {
  const customCode = newId("rdc").slice(4);
  const input = { name: "of a test", customCode, quota: 300_000n, idempotencyKey: newId("req"), ...fields };
  await createBatch(systemOf(db), CreateBatchInput.parse(input));
  return customCode;
}
