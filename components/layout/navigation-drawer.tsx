"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import { Button } from "../ui/button";
import { Brand } from "./brand";
import { NavigationList } from "./navigation-list";

/** The rail on phones: slides in over the page. */
export function NavigationDrawer(props: { siteName: string; open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations();
  return (
    <Primitive.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim data-[state=closed]:animate-out data-[state=open]:animate-in data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0 md:hidden" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 w-[264px] overflow-y-auto bg-chrome shadow-float outline-none duration-150 data-[state=closed]:animate-out data-[state=open]:animate-in data-[state=closed]:slide-out-to-left data-[state=open]:slide-in-from-left md:hidden"
        >
          <Primitive.Title className="sr-only">{t("shell.navigation")}</Primitive.Title>
          <div className="flex h-12 items-center justify-between pr-2 pl-4">
            <Brand siteName={props.siteName} />
            <Primitive.Close asChild>
              <Button variant="ghost" size="icon" aria-label={t("common.close")}>
                <X aria-hidden />
              </Button>
            </Primitive.Close>
          </div>
          <NavigationList />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
