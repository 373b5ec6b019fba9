import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div aria-busy className="flex flex-col">
      <div className="px-4 pt-5 pb-4 xl:px-6">
        <Skeleton className="h-5 w-40" />
      </div>
      <div className="flex gap-2 px-4 pb-3 xl:px-6">
        <Skeleton className="h-7 w-64" />
        <Skeleton className="h-7 w-24" />
      </div>
      <TableSkeleton />
    </div>
  );
}
