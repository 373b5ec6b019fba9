import { getSetting } from "@/server/configuration/setting/current";
import type { PaymentProviderId } from "./provider-schema";

/** Where a provider reports what became of a payment. */
export function callbackPath(provider: PaymentProviderId): string {
  return `/api/pay/${provider}`;
}

export function callbackUrl(provider: PaymentProviderId): string {
  return `${getSetting("site.publicUrl")}${callbackPath(provider)}`;
}

/** Where a customer comes back to after paying; the page there waits for the credit. */
export function returnUrl(orderId: string): string {
  return `${getSetting("site.publicUrl")}/wallet?order=${orderId}`;
}

/** An address of a setting with a path behind it, whether or not it ends in a slash. */
export function joinUrl(base: string, path: string): string {
  return `${base.replace(/\/+$/, "")}/${path}`;
}
