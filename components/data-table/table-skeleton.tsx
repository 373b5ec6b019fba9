import { Skeleton } from "../ui/skeleton";

const ROWS = 14;
const WIDTHS = ["w-24", "w-40", "w-32", "w-28", "w-36"];

/** Shaped like the table that comes: one line a row, uneven as text is. */
export function TableSkeleton({ rowHeightPx = 36, rows = ROWS }: { rowHeightPx?: number; rows?: number }) {
  return (
    <div aria-hidden className="w-full overflow-hidden border-border border-t">
      {Array.from({ length: rows }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: fixed, identical rows
          key={index}
          className="flex items-center gap-6 border-border border-b px-(--gutter)"
          style={{ height: rowHeightPx }}
        >
          <Skeleton className={`h-3 ${WIDTHS[index % WIDTHS.length]}`} />
          <Skeleton className={`h-3 ${WIDTHS[(index + 2) % WIDTHS.length]}`} />
          <Skeleton className="hidden h-3 w-20 sm:block" />
          <Skeleton className={`hidden h-3 sm:block ${WIDTHS[(index + 3) % WIDTHS.length]}`} />
          <Skeleton className="ml-auto h-3 w-12" />
        </div>
      ))}
    </div>
  );
}
