import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

type Head = { label: string; isNumeric?: boolean; className?: string };

/** A few rows inside a panel: hairlines, a quiet header. Lists that filter and page use `DataTable`. */
export function PlainTable(props: {
  head: readonly Head[];
  /** `<PlainRow>`s. */
  children: ReactNode;
  footer?: ReactNode;
  caption?: ReactNode;
  className?: string;
}) {
  const { head, children, footer, caption, className } = props;
  return (
    <table className={cn("w-full text-sm", className)}>
      {caption ? <caption className="caption-bottom pt-2 text-left text-xs">{caption}</caption> : null}
      <thead className="text-fg-2 text-xs">
        <tr className="border-border border-b">
          {head.map(({ label, isNumeric, className: own }) => (
            <th
              key={label}
              scope="col"
              className={cn("py-1 pr-2 font-normal last:pr-0", isNumeric ? "text-right" : "text-left", own)}
            >
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
      {footer ? <tfoot className="border-border border-t">{footer}</tfoot> : null}
    </table>
  );
}

/** A row that is named by its first cell; a long name wraps, because the numbers beside it do not. */
export function PlainRow({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <tr className="border-border border-b align-top last:border-0">
      <th scope="row" className="wrap-anywhere min-w-20 py-1.5 pr-2 text-left font-normal">
        {name}
      </th>
      {children}
    </tr>
  );
}

export function PlainCell({ isNumeric, className, ...rest }: ComponentProps<"td"> & { isNumeric?: boolean }) {
  return (
    <td
      className={cn("py-1.5 pr-2 last:pr-0", isNumeric && "whitespace-nowrap text-right tabular-nums", className)}
      {...rest}
    />
  );
}
