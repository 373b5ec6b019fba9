"use client";

import { createContext, type ReactNode, useContext } from "react";
import { readSite, type Site } from "./site";

const SiteContext = createContext<Site>(readSite({}));

export function SiteProvider({ site, children }: { site: Site; children: ReactNode }) {
  return <SiteContext value={site}>{children}</SiteContext>;
}

/** What the site's settings say about every page. */
export function useSite(): Site {
  return useContext(SiteContext);
}
