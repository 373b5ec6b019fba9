"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { EmptyState } from "../ui/empty-state";
import { isOpenTo } from "./navigation";
import { useViewer } from "./viewer";

/** A page that is not in the viewer's menu says so once, instead of showing its parts and refusing each. The server checks again. */
export function PageGate({ children }: { children: ReactNode }) {
  const { role } = useViewer();
  return isOpenTo(role, usePathname()) ? children : <EmptyState kind="no-right" />;
}
