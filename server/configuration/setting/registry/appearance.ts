import { z } from "zod";
import { defineSetting } from "./define";

const TEXT_MAX = 100_000;
const LOGO_MAX = 200_000;

/** A picture itself, as a data address, or nothing: pages load pictures from their own site only. */
export const OptionalPicture = z
  .string()
  .trim()
  .max(LOGO_MAX)
  .regex(/^(data:image\/(png|jpeg|webp|gif|svg\+xml);base64,[A-Za-z0-9+/]+={0,2})?$/);

/** What only some see, or only for a while, over every page. */
export const SiteAnnouncement = z.object({
  text: z.string().trim().min(1).max(2_000),
  level: z.enum(["info", "warning", "critical"]).default("info"),
  /** `everyone` counts visitors on the sign-in page too. */
  audience: z.enum(["everyone", "signedIn", "staff"]).default("signedIn"),
  startsAt: z.iso.datetime({ offset: true }).optional(),
  endsAt: z.iso.datetime({ offset: true }).optional(),
  isDismissible: z.boolean().default(true),
});
export type SiteAnnouncement = z.output<typeof SiteAnnouncement>;

/** A question people ask, with its answer in Markdown. */
export const FaqEntry = z.object({
  question: z.string().trim().min(1).max(300),
  answer: z.string().trim().min(1).max(5_000),
});

/** A chat program that takes an API key by its address: `{key}` and `{address}` are put in. */
export const ChatLink = z.object({
  name: z.string().trim().min(1).max(64),
  // Never "javascript:" or "data:": people click these with their key at hand. Programs have schemes of their own.
  url: z
    .string()
    .trim()
    .max(1_000)
    .regex(/^(?!javascript:|data:|vbscript:|blob:|file:)[a-z][a-z0-9+.-]*:\S+$/i),
});

/** A page of the web, or nothing. */
const OptionalUrl = z
  .string()
  .trim()
  .max(500)
  .regex(/^(https?:\/\/\S+)?$/);

/** How the site presents itself. */
export const appearanceSettings = [
  defineSetting({
    key: "site.logo",
    schema: OptionalPicture,
    default: "",
    page: "appearance",
    section: "branding",
  }),
  defineSetting({
    key: "site.sidebarCollapsed",
    schema: z.boolean(),
    default: false,
    page: "appearance",
    section: "branding",
    isPublic: true,
  }),
  defineSetting({
    key: "site.footer",
    schema: z.string().trim().max(2_000),
    default: "",
    page: "appearance",
    section: "branding",
    isPublic: true,
  }),
  defineSetting({
    key: "site.announcements",
    schema: z.array(SiteAnnouncement).max(50),
    default: [],
    page: "appearance",
    section: "announcements",
  }),
  defineSetting({
    key: "site.notice",
    schema: z.string().trim().max(TEXT_MAX),
    default: "",
    page: "appearance",
    section: "announcements",
  }),
  defineSetting({
    key: "site.homeContent",
    schema: z.string().trim().max(TEXT_MAX),
    default: "",
    page: "appearance",
    section: "pages",
  }),
  defineSetting({
    key: "site.about",
    schema: z.string().trim().max(TEXT_MAX),
    default: "",
    page: "appearance",
    section: "pages",
  }),
  defineSetting({
    key: "site.userAgreement",
    schema: z.string().trim().max(TEXT_MAX),
    default: "",
    page: "appearance",
    section: "pages",
  }),
  defineSetting({
    key: "site.privacyPolicy",
    schema: z.string().trim().max(TEXT_MAX),
    default: "",
    page: "appearance",
    section: "pages",
  }),
  defineSetting({
    key: "site.faq",
    schema: z.array(FaqEntry).max(100),
    default: [],
    page: "appearance",
    section: "pages",
  }),
  defineSetting({
    key: "site.docsUrl",
    schema: OptionalUrl,
    default: "",
    page: "appearance",
    section: "links",
    isPublic: true,
  }),
  defineSetting({
    key: "site.topUpUrl",
    schema: OptionalUrl,
    default: "",
    page: "appearance",
    section: "links",
    isPublic: true,
  }),
  defineSetting({
    key: "site.chatLinks",
    schema: z.array(ChatLink).max(20),
    default: [],
    page: "appearance",
    section: "links",
    isPublic: true,
  }),
] as const;
