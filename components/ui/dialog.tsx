"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import { type ComponentProps, type ReactNode, useRef } from "react";
import { Button } from "./button";
import { cn } from "./cn";

const WIDTH = { sm: "sm:max-w-[420px]", md: "sm:max-w-[560px]", lg: "sm:max-w-[760px]" } as const;

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  size?: keyof typeof WIDTH;
  /** The row of buttons under the content. */
  footer?: ReactNode;
  children?: ReactNode;
  /** No cross, no Escape, no click outside: only the footer's buttons close it. */
  isLocked?: boolean;
} & Pick<ComponentProps<typeof Primitive.Content>, "onCloseAutoFocus" | "role">;

/** Where the focus starts: what is to be filled in, else the footer's first (the safe) button; never the cross. */
function firstStop(panel: HTMLElement | null): HTMLElement | null {
  const field = "[data-autofocus], input:not([type=hidden]):not(:disabled), textarea:not(:disabled)";
  return panel?.querySelector<HTMLElement>(field) ?? panel?.querySelector<HTMLElement>("[data-footer] button") ?? panel;
}

/** Asks for one decision in the middle of the screen; on phones it rises from the bottom. Long forms use `Sheet`. */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, size = "sm", footer, children, isLocked, ...content } = props;
  const t = useTranslations("common");
  const panel = useRef<HTMLDivElement>(null);
  const refuse = isLocked ? (event: Event) => event.preventDefault() : undefined;
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim data-[state=closed]:animate-out data-[state=open]:animate-in data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0" />
        <Primitive.Content
          {...content}
          ref={panel}
          tabIndex={-1}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            firstStop(panel.current)?.focus();
          }}
          {...(description ? {} : { "aria-describedby": undefined })}
          onEscapeKeyDown={refuse}
          onInteractOutside={refuse}
          className={cn(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[90dvh] flex-col rounded-t-lg bg-pop shadow-float outline-none",
            "sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-[calc(100vw-2rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-lg",
            "duration-150 data-[state=closed]:animate-out data-[state=open]:animate-in data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0",
            WIDTH[size],
          )}
        >
          <div className="flex items-start gap-3 px-5 pt-4">
            <div className="min-w-0 flex-1 py-0.5">
              <Primitive.Title className="break-words font-semibold text-base">{title}</Primitive.Title>
              {description ? (
                <Primitive.Description className="mt-1 break-words text-fg-2">{description}</Primitive.Description>
              ) : null}
            </div>
            {isLocked ? null : (
              <Primitive.Close asChild>
                <Button variant="ghost" size="icon-sm" className="-mr-2" aria-label={t("close")}>
                  <X aria-hidden />
                </Button>
              </Primitive.Close>
            )}
          </div>
          {children ? <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-4 pb-1">{children}</div> : null}
          {footer ? (
            <div data-footer className="flex flex-wrap items-center justify-end gap-2 px-5 pt-4 pb-4">
              {footer}
            </div>
          ) : (
            <div className="h-4 shrink-0" />
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
