import type { SiteOptions } from "@/server/providers/site-options";
import { getSetting } from "./current";

/** What the settings say of vendors' models, as adapters take it; null where they say nothing. */
export function readSiteOptions(): SiteOptions | null {
  const options: SiteOptions = {
    claude: {
      tokensMax: getSetting("claude.tokensMax"),
      betas: getSetting("claude.betaByModel"),
      hasThinkingSuffix: getSetting("claude.thinkingSuffix"),
      thinkingPercent: getSetting("claude.thinkingPercent"),
    },
    gemini: {
      safety: getSetting("gemini.safety"),
      versions: getSetting("gemini.versions"),
      hasThinkingSuffix: getSetting("gemini.thinkingSuffix"),
      thinkingPercent: getSetting("gemini.thinkingPercent"),
    },
  };
  const { claude, gemini } = options;
  const isSaid =
    [claude.tokensMax, claude.betas, gemini.safety, gemini.versions].some((entries) => entries.length > 0) ||
    claude.hasThinkingSuffix ||
    gemini.hasThinkingSuffix;
  return isSaid ? options : null;
}
