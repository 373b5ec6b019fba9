"use client";

import { type NavigationGroup, navigationFor } from "./navigation";
import { useSite } from "./site-context";
import { useViewer } from "./viewer";

/** The pages the viewer is shown, by group: those their role may open, less what this site has no use for. */
export function useNavigation(): NavigationGroup[] {
  const { role } = useViewer();
  const { isSelfUse } = useSite();
  return navigationFor(role, { isSelfUse });
}
