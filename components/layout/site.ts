import { z } from "zod";

/** What the site's settings say about every page. Read from what the server publishes; anything odd falls back. */
const PublicSettings = z.object({
  "site.name": z.string().catch("Gatehouse"),
  "site.currency": z.enum(["USD", "CNY", "EUR", "quota"]).catch("USD"),
  "site.currencyRate": z.string().catch("1"),
  "site.announcement": z.string().catch(""),
});

export type Site = {
  name: string;
  money: { currency: "USD" | "CNY" | "EUR" | "quota"; rate: string };
  announcement: string;
};

export function readSite(settings: Record<string, unknown>): Site {
  const open = PublicSettings.parse(settings);
  return {
    name: open["site.name"],
    money: { currency: open["site.currency"], rate: open["site.currencyRate"] },
    announcement: open["site.announcement"],
  };
}
