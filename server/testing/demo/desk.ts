import { approve, reject, withdraw } from "@/server/money/approval/service/decide";
import { adjustBalance } from "@/server/money/ledger/service/adjust";
import { reverseEntry } from "@/server/money/ledger/service/reverse";
import { transferQuota } from "@/server/money/ledger/service/transfer";
import { UNITS_PER_USD } from "@/server/money/order/price";
import { completeOrderByHand } from "@/server/money/order/service/complete-by-hand";
import { customerAt, DAY_MS, HOUR_MS, type Story } from "./cast";
import { placeTopUp } from "./orders";

const usd = (dollars: number) => BigInt(dollars) * UNITS_PER_USD;

type Ask = { customer: number; dollars: number; reason: string; hoursAgo: number };
const ASKS = {
  approved: { customer: 14, dollars: 150, reason: "Credit of the yearly contract", hoursAgo: 9 * 24 },
  rejected: { customer: 19, dollars: 400, reason: "Promised on the phone", hoursAgo: 6 * 24 },
  withdrawn: { customer: 2, dollars: 120, reason: "Move of the old account", hoursAgo: 5 * 24 },
  expired: { customer: 23, dollars: 110, reason: "Refund of the pilot", hoursAgo: 12 * 24 },
  pending: { customer: 10, dollars: 180, reason: "Correction of invoice 2044", hoursAgo: 7 },
} as const satisfies Record<string, Ask>;

/** What staff did by hand: small changes at once, large ones with a second person who has decided, or has not yet. */
export function playDesk(story: Story): void {
  const { timeline, now, admin, operator } = story;
  const at = (hoursAgo: number) => now - hoursAgo * HOUR_MS;
  const moveAt = at(13 * 24);
  timeline.add(moveAt, () => moveBetween(story, moveAt));
  const wrongAt = at(10 * 24);
  timeline.add(wrongAt, () => creditAndReverse(story, wrongAt));
  for (const [outcome, ask] of Object.entries(ASKS)) {
    const askedAt = at(ask.hoursAgo);
    const decidedAt = askedAt + 5 * HOUR_MS;
    timeline.add(askedAt, async () => {
      const id = await askFor(story, ask, askedAt);
      if (outcome === "approved")
        timeline.add(
          decidedAt,
          async () => void (await approve(admin.at(decidedAt), { id, note: "Contract checked" })),
        );
      if (outcome === "rejected")
        timeline.add(decidedAt, () => reject(admin.at(decidedAt), { id, note: "No record of this promise" }));
      if (outcome === "withdrawn") timeline.add(decidedAt, () => withdraw(operator.at(decidedAt), { id }));
    });
  }
  const orderAt = at(30);
  timeline.add(orderAt, () => waitForOrder(story, orderAt));
}

async function askFor({ operator, customers }: Story, { customer, dollars, reason }: Ask, at: number): Promise<string> {
  const { id: userId } = customerAt({ customers }, customer);
  const input = { userId, amount: usd(dollars), reason, idempotencyKey: `demo-ask-${at}` };
  const asked = await adjustBalance(operator.at(at), input);
  if (asked.status === "waiting") return asked.approvalId;
  throw new Error(`${dollars} dollars need a second person`);
}

async function moveBetween(story: Story, at: number): Promise<void> {
  await transferQuota(story.operator.at(at), {
    fromUserId: customerAt(story, 4).id,
    toUserId: customerAt(story, 6).id,
    amount: usd(15),
    reason: "The same company, on their request",
    idempotencyKey: "demo-transfer",
  });
}

async function creditAndReverse(story: Story, at: number): Promise<void> {
  const { operator } = story;
  const userId = customerAt(story, 12).id;
  const input = { userId, amount: usd(25), reason: "Apology for the outage", idempotencyKey: "demo-credit" };
  const credited = await adjustBalance(operator.at(at), input);
  if (credited.status === "done")
    await reverseEntry(operator.at(at + HOUR_MS / 4), { entryId: credited.entryId, reason: "Wrong account" });
}

/** A large transfer came; whoever found it waits for a second pair of eyes. */
async function waitForOrder(story: Story, at: number): Promise<void> {
  const buyer = customerAt(story, 24);
  const { id } = await placeTopUp({ buyer, provider: "manual", usd: 250, at: at - DAY_MS });
  const proof = "Statement of the day, page 3";
  await completeOrderByHand(story.operator.at(at), { id, proof, reason: "The transfer is on the account" });
}
