import { getSetting } from "@/server/configuration/setting/current";
import type { PaymentProvider } from "../provider";

const DAY_MS = 86_400_000;

/** A bank transfer: the customer reads where to, and an operator completes the order once the money is there. */
export const manualProvider: PaymentProvider = {
  id: "manual",
  missing: () => (getSetting("payment.manualInstructions") === "" ? ["payment.manualInstructions"] : []),
  methods: () => ["bank_transfer"],
  acceptsCurrency: () => true,
  expiryMs: () => getSetting("payment.manualExpiryDays") * DAY_MS,
  createCheckout: async () => ({ url: "", reference: null }),
};
