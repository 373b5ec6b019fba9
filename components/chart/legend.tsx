import type { ChartSeries } from "./chart";
import { colourValue } from "./series-colour";

/** Which colour is what; of a single series its name would say nothing. */
export function Legend({ series, previous }: { series: readonly ChartSeries[]; previous: string | undefined }) {
  if (series.length < 2 && !previous) return null;
  return (
    <ul className="mb-1 flex flex-wrap gap-x-3 gap-y-0.5 text-fg-2 text-xs">
      {series.map(({ key, label, colour }) => (
        <li key={key} className="flex min-w-0 items-center gap-1.5">
          <span className="size-2 shrink-0 rounded-sm" style={{ backgroundColor: colourValue(colour) }} aria-hidden />
          <span className="max-w-48 truncate">{label}</span>
        </li>
      ))}
      {previous ? (
        <li className="flex items-center gap-1.5">
          <span className="w-3 shrink-0 border-fg-3 border-t border-dashed" aria-hidden />
          {previous}
        </li>
      ) : null}
    </ul>
  );
}
