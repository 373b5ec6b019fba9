"use client";

import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { ConfirmProvider } from "../feedback/confirm";
import { Toaster } from "../feedback/toaster";
import { TRPCProvider } from "../trpc/provider";
import { TOOLTIP_DELAY_MS, TooltipProvider } from "../ui/tooltip";

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
