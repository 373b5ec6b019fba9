import { z } from "zod";

/** Public pages whose text is a setting. */
export const SITE_PAGES = ["home", "about", "terms", "privacy", "faq"] as const;
export type SitePage = (typeof SITE_PAGES)[number];

export const SitePageInput = z.object({ page: z.enum(SITE_PAGES) });
