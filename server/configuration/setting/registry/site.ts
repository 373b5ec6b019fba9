import { z } from "zod";
import { TimeZone } from "@/server/identity/profile/schema";
import { defineSetting } from "./define";

/** What the installation is called and how it shows money. */
export const siteSettings = [
  defineSetting({
    key: "site.name",
    schema: z.string().trim().min(1).max(64),
    default: "Gatehouse",
    page: "general",
    section: "site",
    isPublic: true,
  }),
  defineSetting({
    key: "site.selfUse",
    // Decides alone whether models without a price are served; see also isRegistrationOpen and the navigation.
    schema: z.boolean(),
    default: false,
    page: "general",
    section: "site",
    isPublic: true,
  }),
  defineSetting({
    key: "site.currency",
    schema: z.enum(["USD", "CNY", "EUR", "quota"]),
    default: "USD",
    page: "general",
    section: "display",
    isPublic: true,
  }),
  defineSetting({
    key: "site.currencyRate",
    // Units of the display currency for one US dollar; a decimal string, so that no price is ever a float.
    schema: z.string().regex(/^(?=.*[1-9])\d{1,6}(\.\d{1,6})?$/),
    default: "1",
    page: "general",
    section: "display",
    isPublic: true,
  }),
  defineSetting({
    key: "site.defaultLocale",
    schema: z.enum(["en", "zh-CN"]),
    default: "en",
    page: "general",
    section: "site",
    isPublic: true,
  }),
  defineSetting({ key: "site.timeZone", schema: TimeZone, default: "UTC", page: "general", section: "site" }),
  defineSetting({
    key: "site.publicUrl",
    // Where browsers and payment providers reach this site; without a slash at its end.
    schema: z
      .string()
      .trim()
      .max(200)
      .regex(/^(https?:\/\/[^\s?#]+[^\s?#/])?$/),
    default: "",
    page: "general",
    section: "site",
  }),
  defineSetting({
    key: "site.billingShowsToken",
    schema: z.boolean(),
    default: true,
    page: "general",
    section: "display",
  }),
  defineSetting({
    key: "site.announcement",
    schema: z.string().trim().max(500),
    default: "",
    page: "appearance",
    section: "announcements",
    isPublic: true,
  }),
] as const;
