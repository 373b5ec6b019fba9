import { refreshSettings } from "@/server/configuration/setting/current";
import type { SettingKey, SettingValue } from "@/server/configuration/setting/registry/all";
import { findSettingDefinition } from "@/server/configuration/setting/registry/all";
import { encryptSecret } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { systemOf } from "../people";
import type { EpayServer } from "./epay";
import type { StripeServer } from "./stripe";

type Values = { [Key in SettingKey]?: SettingValue<Key> };

/** Configures a site that is paid through these servers, and by bank transfer. */
export async function configurePayment(db: Db, servers: { epay: EpayServer; stripe: StripeServer }): Promise<void> {
  const { epay, stripe } = servers;
  await putSettings(db, {
    "site.publicUrl": "https://ai.example.com",
    "network.allowedHosts": ["127.0.0.1"],
    "payment.epayUrl": `${epay.url}/`,
    "payment.epayMerchantId": epay.merchantId,
    "payment.epayKey": epay.key,
    "payment.epayRefundEnabled": true,
    "payment.stripeSecretKey": stripe.secretKey,
    "payment.stripeWebhookSecret": stripe.webhookSecret,
    "payment.stripeApiUrl": stripe.url,
    "payment.manualInstructions": "Transfer to the account 12345678 and name your order.",
  });
}

/** Puts several settings in force in this process, secrets encrypted like the settings page does. */
export async function putSettings(db: Db, values: Values): Promise<void> {
  for (const [key, value] of Object.entries(values)) {
    const text = JSON.stringify(value);
    const stored = findSettingDefinition(key)?.isSecret ? encryptSecret(text) : text;
    await db.setting.upsert({ where: { key }, create: { key, value: stored }, update: { value: stored } });
  }
  await bumpStateVersion(systemOf(db), "setting");
  await refreshSettings(db, true);
}
