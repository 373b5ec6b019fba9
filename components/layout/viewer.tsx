"use client";

import { createContext, type ReactNode, useContext } from "react";
import { can, type Permission, type Role } from "@/server/identity/permission/schema";
import { TimeZoneContext } from "../ui/time-zone";

/** Who is looking. */
export type Viewer = {
  id: string;
  username: string;
  displayName: string;
  role: Role;
  locale: string | null;
  timeZone: string | null;
};

const ViewerContext = createContext<Viewer | null>(null);

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return (
    <ViewerContext value={viewer}>
      <TimeZoneContext value={viewer.timeZone || undefined}>{children}</TimeZoneContext>
    </ViewerContext>
  );
}

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error("useViewer is for pages behind the sign-in");
  return viewer;
}

/** Whether the viewer has a right: hides what is not theirs. The server checks again. */
export function useCan(permission: Permission): boolean {
  return can(useViewer().role, permission);
}
