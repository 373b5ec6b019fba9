"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { useIsWide } from "../hooks/use-media-query";
import { Button } from "./button";
import { cn } from "./cn";
import { SheetResizer, useSheetWidth } from "./sheet-resizer";

export type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Beside the cross: previous, next, open as page. */
  headerActions?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
  /** Blocks the page behind. Off (default) on wide screens, so that the list stays in use; always on below 1024 px. */
  isModal?: boolean;
  className?: string;
};

/** A side sheet: 480 to 720 px, resized at its edge, width kept; on phones it rises from the bottom. */
export function Sheet(props: SheetProps) {
  const { open, onOpenChange, title, description, headerActions, footer, children, className } = props;
  const t = useTranslations("common");
  const isWide = useIsWide();
  const isModal = props.isModal || !isWide;
  const [width, setWidth] = useSheetWidth();
  const content = useRef<HTMLDivElement>(null);
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange} modal={isModal}>
      <Primitive.Portal>
        {isModal ? (
          <Primitive.Overlay className="fixed inset-0 z-30 bg-scrim data-[state=closed]:animate-out data-[state=open]:animate-in data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0" />
        ) : null}
        <Primitive.Content
          ref={content}
          data-modal={isModal}
          {...(description ? {} : { "aria-describedby": undefined })}
          tabIndex={-1}
          onOpenAutoFocus={(event) => {
            // The first control would be the cross: start at the sheet itself, so that reading begins at its title.
            const field = content.current?.querySelector<HTMLElement>("[data-autofocus]");
            event.preventDefault();
            (field ?? content.current)?.focus();
          }}
          onInteractOutside={(event) => {
            if (!isModal) event.preventDefault();
          }}
          style={isWide ? { width } : undefined}
          className={cn(
            "fixed z-40 flex flex-col bg-pop shadow-float outline-none",
            "inset-x-0 bottom-0 max-h-[92dvh] rounded-t-lg",
            "lg:inset-y-0 lg:right-0 lg:left-auto lg:max-h-none lg:max-w-[50vw] lg:rounded-none",
            "duration-150 data-[state=closed]:animate-out data-[state=open]:animate-in",
            "data-[state=closed]:slide-out-to-bottom-8 data-[state=open]:slide-in-from-bottom-8 data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0",
            "lg:data-[state=closed]:slide-out-to-bottom-0 lg:data-[state=open]:slide-in-from-bottom-0 lg:data-[state=closed]:slide-out-to-right-8 lg:data-[state=open]:slide-in-from-right-8",
            className,
          )}
        >
          {isWide ? <SheetResizer width={width} onChange={setWidth} /> : null}
          <div className="flex min-h-12 shrink-0 items-center gap-2 border-border border-b py-2 pr-2 pl-4">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="truncate font-semibold text-base">{title}</Primitive.Title>
              {description ? (
                <Primitive.Description asChild>
                  <div className="truncate text-fg-2 text-xs">{description}</div>
                </Primitive.Description>
              ) : null}
            </div>
            {headerActions}
            <Primitive.Close asChild>
              <Button variant="ghost" size="icon-sm" aria-label={t("close")}>
                <X aria-hidden />
              </Button>
            </Primitive.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-4">{children}</div>
          {footer ? (
            <div
              data-footer
              className="flex shrink-0 flex-wrap items-center justify-end gap-2 border-border border-t px-4 py-3"
            >
              {footer}
            </div>
          ) : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
