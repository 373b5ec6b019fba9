"use client";

import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { ConfirmProvider } from "../feedback/confirm";
import { Toaster } from "../feedback/toaster";
import { TRPCProvider } from "../trpc/provider";
import { TooltipProvider } from "../ui/tooltip";

const TOOLTIP_DELAY_MS = 300;

/** What every page needs, signed in or not. */
export function AppProviders({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <NuqsAdapter>
        <TRPCProvider>
          <TooltipProvider delayDuration={TOOLTIP_DELAY_MS}>
            <ConfirmProvider>{children}</ConfirmProvider>
            <Toaster />
          </TooltipProvider>
        </TRPCProvider>
      </NuqsAdapter>
    </ThemeProvider>
  );
}
