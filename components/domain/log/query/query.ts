import { exclusionKey, type RawFilterValue } from "@/components/data-table/filter";
import type { QueryField } from "./fields";
import type { Span } from "./words";

/** The filters of the log page as its URL holds them; null where one is not set. */
export type LogQuery = Record<string, RawFilterValue>;

export type QueryContext = {
  /** The fields that the reader may use. */
  fields: readonly QueryField[];
  /** Channels by the name people know them by. */
  channels: readonly { id: string; name: string }[];
};

export type FaultCode =
  | "unknownField"
  | "noValue"
  | "unclosed"
  | "badStatus"
  | "mixedStatus"
  | "badNumber"
  | "badBoolean"
  | "unknownValue"
  | "unknownChannel"
  | "notExcludable"
  | "noUpperEnd"
  | "repeated"
  | "tooLong"
  | "tooMany";

/** Why a query cannot be taken, and where in the text. */
export type QueryFault = Span & { code: FaultCode; text: string };

/** What all channels' ids begin with. */
export const CHANNEL_ID = /^chn_/;

/** Every filter that the fields show, unset. */
export function emptyQuery(fields: readonly QueryField[]): LogQuery {
  const keys = fields.flatMap((field) =>
    field.kind === "list" || field.kind === "status" ? [field.key, exclusionKey(field.key)] : [field.key],
  );
  return Object.fromEntries(keys.map((key) => [key, null]));
}
