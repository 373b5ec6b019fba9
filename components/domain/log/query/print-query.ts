import { exclusionKey } from "@/components/data-table/filter";
import type { QueryField } from "./fields";
import { printRange } from "./numbers";
import { CHANNEL_ID, type LogQuery, type QueryContext } from "./query";
import { quoted } from "./words";

/** Writes the filters as a query that reads back to the same filters. */
export function printQuery(filters: LogQuery, { fields, channels }: QueryContext): string {
  return fields.flatMap((field) => printField(field, filters, channels)).join(" ");
}

function printField(field: QueryField, filters: LogQuery, channels: QueryContext["channels"]): string[] {
  if (field.kind === "list" || field.kind === "status") {
    const isChannel = field.kind === "list" && field.isChannel;
    const list = (key: string, sign: string) => {
      const values = filters[key];
      if (!Array.isArray(values) || values.length === 0) return [];
      const words = values.map((value) => quoted(isChannel ? channelWord(value, channels) : value));
      return [`${sign}${field.name}:${words.join(",")}`];
    };
    return [...list(field.key, ""), ...list(exclusionKey(field.key), "-")];
  }
  const value = filters[field.key] ?? null;
  if (value === null) return [];
  if (typeof value === "boolean") return [`${field.name}:${value ? "yes" : "no"}`];
  if (typeof value === "string") return [`${field.name}:${quoted(value)}`];
  return field.kind === "range" && "min" in value ? [`${field.name}:${printRange(value, field.unit)}`] : [];
}

/** A channel by its name where that names only this one, else by its id. */
function channelWord(id: string, channels: QueryContext["channels"]): string {
  const name = channels.find((channel) => channel.id === id)?.name;
  if (!name?.trim() || CHANNEL_ID.test(name)) return id;
  const namesakes = channels.filter((channel) => channel.name.toLowerCase() === name.toLowerCase());
  return namesakes.length === 1 ? name : id;
}
