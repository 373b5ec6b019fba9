import { z } from "zod";

const ChatLink = z.object({ name: z.string(), url: z.string() });
export type ChatLink = z.output<typeof ChatLink>;

/** What the site's settings say about every page. Read from what the server publishes; anything odd falls back. */
const PublicSettings = z.object({
  "site.name": z.string().catch("Gatehouse"),
  "site.logoUrl": z.string().catch(""),
  "site.selfUse": z.boolean().catch(false),
  "site.currency": z.enum(["USD", "CNY", "EUR", "quota"]).catch("USD"),
  "site.currencyRate": z.string().catch("1"),
  "site.sidebarCollapsed": z.boolean().catch(false),
  "site.docsUrl": z.string().catch(""),
  "site.topUpUrl": z.string().catch(""),
  "site.chatLinks": z.array(ChatLink).catch([]),
});

export type Site = {
  name: string;
  logoUrl: string;
  /** It serves its owners alone: no registration, no money pages. */
  isSelfUse: boolean;
  money: { currency: "USD" | "CNY" | "EUR" | "quota"; rate: string };
  isSidebarCollapsed: boolean;
  docsUrl: string;
  /** Where redemption codes are sold; "" where nowhere. */
  topUpUrl: string;
  chatLinks: ChatLink[];
};

export function readSite(settings: Record<string, unknown>): Site {
  const open = PublicSettings.parse(settings);
  return {
    name: open["site.name"],
    logoUrl: open["site.logoUrl"],
    isSelfUse: open["site.selfUse"],
    money: { currency: open["site.currency"], rate: open["site.currencyRate"] },
    isSidebarCollapsed: open["site.sidebarCollapsed"],
    docsUrl: open["site.docsUrl"],
    topUpUrl: open["site.topUpUrl"],
    chatLinks: open["site.chatLinks"],
  };
}
