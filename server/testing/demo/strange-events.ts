import { customerAt, DAY_MS, HOUR_MS, type Story } from "./cast";
import { payLate, payOrder, placeTopUp } from "./orders";
import { callBack } from "./shop";

const MINUTE_MS = 60_000;

/** What providers, and people who pretend to be one, also say: twice the same, a wrong amount, no right signature. */
export function playStrangeEvents(story: Story): void {
  const { timeline, now } = story;
  const scenes = [twice, wrongAmount, forged, unknownOrder, otherEvent];
  for (const [index, scene] of scenes.entries()) {
    const at = now - (1 + index * 4) * DAY_MS - 5 * HOUR_MS;
    timeline.add(at, () => scene(story, at));
  }
  const at = now - 11 * DAY_MS;
  const buyer = customerAt(story, 7);
  timeline.add(at, () => payLate(story, { buyer, provider: "stripe", usd: 10, at }));
}

type Scene = (story: Story, at: number) => Promise<void>;

const twice: Scene = async (story, at) => {
  const { shop, system } = story;
  const order = await placeTopUp({ buyer: customerAt(story, 3), provider: "epay", usd: 10, at });
  await payOrder(story, order, at + MINUTE_MS);
  const body = new URLSearchParams(shop.epay.notifyFields(order.id)).toString();
  await callBack(system.at(at + 2 * MINUTE_MS), "epay", { body });
};

const wrongAmount: Scene = async (story, at) => {
  const { shop, system } = story;
  const order = await placeTopUp({ buyer: customerAt(story, 9), provider: "epay", usd: 50, at });
  shop.epay.pay(order.id);
  const body = new URLSearchParams(shop.epay.notifyFields(order.id, { money: "0.01" })).toString();
  await callBack(system.at(at + 3 * MINUTE_MS), "epay", { body });
};

const forged: Scene = async (story, at) => {
  const { shop, system } = story;
  const order = await placeTopUp({ buyer: customerAt(story, 12), provider: "stripe", usd: 20, at });
  const signed = { secret: "whsec_of_somebody_else", at: new Date(at) };
  await callBack(
    system.at(at + MINUTE_MS),
    "stripe",
    shop.stripe.sessionEvent("checkout.session.completed", order.id, signed),
  );
};

const unknownOrder: Scene = async ({ shop, system }, at) => {
  const id = "pay_00000000000000000000000000";
  const body = new URLSearchParams(shop.epay.notifyFields(id, { money: "73.00" })).toString();
  await callBack(system.at(at), "epay", { body });
};

const otherEvent: Scene = async (story, at) => {
  const { shop, system } = story;
  const order = await placeTopUp({ buyer: customerAt(story, 5), provider: "stripe", usd: 5, at });
  const created = shop.stripe.sessionEvent("payment_intent.created", order.id, { at: new Date(at) });
  await callBack(system.at(at), "stripe", created);
  await payOrder(story, order, at + 4 * MINUTE_MS);
};
