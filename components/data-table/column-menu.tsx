"use client";

import { ArrowDown, ArrowUp, Pin, PinOff, Settings2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useId } from "react";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { Separator } from "../ui/separator";
import { type Column, DENSITIES } from "./column";
import type { TablePreferences } from "./use-table-preferences";

const DRAG_TYPE = "text/x-column";

/** Which columns, in which order (dragged, or by buttons), which of them stand still, and how high the rows are. */
export function ColumnMenu<Row>(props: { columns: readonly Column<Row>[]; preferences: TablePreferences }) {
  const { columns, preferences } = props;
  const t = useTranslations("table");
  const id = useId();
  const byId = new Map(columns.map((column) => [column.id, column]));
  const drop = (event: DragEvent, target: string) => {
    event.preventDefault();
    const dragged = event.dataTransfer.getData(DRAG_TYPE);
    if (byId.has(dragged)) preferences.moveBefore(dragged, target);
  };
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={t("view")} title={t("view")}>
          <Settings2 aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="flex max-h-(--radix-popover-content-available-height) flex-col gap-2 p-2">
        <fieldset className="flex items-center gap-2 px-1">
          <legend className="sr-only">{t("density")}</legend>
          <span aria-hidden className="flex-1 text-fg-2 text-xs">
            {t("density")}
          </span>
          {DENSITIES.map((density) => (
            <Button
              key={density}
              size="sm"
              variant={preferences.density === density ? "secondary" : "ghost"}
              aria-pressed={preferences.density === density}
              onClick={() => preferences.setDensity(density)}
            >
              {t(`densities.${density}`)}
            </Button>
          ))}
        </fieldset>
        <Separator />
        <ul className="min-h-0 flex-1 overflow-y-auto">
          {preferences.order.map((columnId, index) => {
            const column = byId.get(columnId);
            if (!column) return null;
            return (
              <li
                key={columnId}
                draggable
                onDragStart={(event) => event.dataTransfer.setData(DRAG_TYPE, columnId)}
                onDragOver={(event) => event.preventDefault()}
                onDrop={(event) => drop(event, columnId)}
                className="group flex h-8 cursor-grab items-center gap-2 rounded-md pr-0.5 pl-2 hover:bg-hover"
              >
                <Checkbox
                  id={`${id}-${columnId}`}
                  checked={preferences.isVisible(columnId)}
                  disabled={column.isFixed}
                  onCheckedChange={(checked) => preferences.toggle(columnId, checked === true)}
                />
                <label
                  htmlFor={`${id}-${columnId}`}
                  className={cn("min-w-0 flex-1 truncate", column.isFixed && "text-fg-3")}
                >
                  {column.label}
                </label>
                <MoveButton
                  label={t(preferences.isPinned(columnId) ? "unpin" : "pin", { column: column.label })}
                  isDisabled={false}
                  isKept={preferences.isPinned(columnId)}
                  onClick={() => preferences.togglePin(columnId)}
                  icon={preferences.isPinned(columnId) ? PinOff : Pin}
                />
                <MoveButton
                  label={t("moveUp", { column: column.label })}
                  isDisabled={index === 0}
                  onClick={() => preferences.move(columnId, -1)}
                  icon={ArrowUp}
                />
                <MoveButton
                  label={t("moveDown", { column: column.label })}
                  isDisabled={index === preferences.order.length - 1}
                  onClick={() => preferences.move(columnId, 1)}
                  icon={ArrowDown}
                />
              </li>
            );
          })}
        </ul>
        {preferences.isChanged ? (
          <>
            <Separator />
            <Button variant="ghost" size="sm" className="self-start" onClick={preferences.reset}>
              {t("resetView")}
            </Button>
          </>
        ) : null}
      </PopoverContent>
    </Popover>
  );
}

function MoveButton(props: {
  label: string;
  isDisabled: boolean;
  /** Seen without pointing at the row too. */
  isKept?: boolean;
  onClick: () => void;
  icon: typeof ArrowUp;
}) {
  const Icon = props.icon;
  return (
    <Button
      variant="ghost"
      className={cn(
        "size-6 p-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 disabled:opacity-30 [&_svg]:size-3.5 [@media(hover:none)]:opacity-100",
        props.isKept ? "text-accent" : "opacity-0",
      )}
      title={props.label}
      aria-label={props.label}
      disabled={props.isDisabled}
      onClick={props.onClick}
    >
      <Icon aria-hidden />
    </Button>
  );
}
