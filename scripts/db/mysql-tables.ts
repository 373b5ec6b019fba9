import { get_dmmf as readDmmf } from "@prisma/prisma-schema-wasm";
import { z } from "zod";
import type { Checks } from "./checks";
import { mysqlPartitions, type Storage } from "./storage";

const NAME_MAX = 64;

const FieldSchema = z.object({
  name: z.string(),
  dbName: z.string().optional(),
  kind: z.enum(["scalar", "object"]),
  type: z.string(),
  nativeType: z.tuple([z.string(), z.array(z.string())]).nullable(),
  isRequired: z.boolean(),
  default: z.union([z.string(), z.number(), z.boolean(), z.object({ name: z.string() })]).optional(),
  relationFromFields: z.array(z.string()).optional(),
  relationToFields: z.array(z.string()).optional(),
  relationOnDelete: z.string().optional(),
});
const ModelSchema = z.object({ name: z.string(), dbName: z.string().nullable(), fields: z.array(FieldSchema) });
const IndexSchema = z.object({
  model: z.string(),
  type: z.enum(["id", "unique", "normal"]),
  dbName: z.string().optional(),
  fields: z.array(z.object({ name: z.string(), sortOrder: z.enum(["asc", "desc"]).optional() })),
});
const DmmfSchema = z.object({
  datamodel: z.object({ models: z.array(ModelSchema), indexes: z.array(IndexSchema), enums: z.array(z.never()) }),
});

type Field = z.output<typeof FieldSchema>;
type Model = z.output<typeof ModelSchema>;
type Index = z.output<typeof IndexSchema>;

/** A table as text: two tables are the same when every map has the same entries. */
export type MysqlTable = {
  name: string;
  columns: Map<string, string>;
  primaryKey: string;
  indexes: Map<string, string>;
  checks: Map<string, string>;
  foreignKeys: Map<string, string>;
  /** What stands behind the table's options; "" for a table in one piece. */
  partitions: string;
};

/** The tables a MySQL schema describes. Prisma's engine writes no SQL for MySQL outside its downloaded binary. */
export function mysqlTables(schema: string | null, checks: Checks, storage: Storage): MysqlTable[] {
  if (schema === null) return [];
  const params = JSON.stringify({ prismaSchema: [["schema.prisma", schema]], noColor: true });
  const { datamodel } = DmmfSchema.parse(JSON.parse(readDmmf(params)));
  return datamodel.models.map((model) => ({
    ...toTable(model, datamodel, checks),
    partitions: mysqlPartitions(tableName(model), storage),
  }));
}

function toTable(
  model: Model,
  datamodel: { models: Model[]; indexes: Index[] },
  checks: Checks,
): Omit<MysqlTable, "partitions"> {
  const name = tableName(model);
  const indexes = datamodel.indexes.filter((index) => index.model === model.name);
  const primary = indexes.find((index) => index.type === "id");
  if (primary === undefined) throw new Error(`${model.name} has no primary key.`);
  return {
    name,
    columns: new Map(model.fields.filter(isColumn).map((field) => [columnName(field), columnSql(field)])),
    primaryKey: columnList(model, primary),
    indexes: new Map(indexes.filter((index) => index.type !== "id").map((index) => indexEntry(model, index))),
    checks: new Map(Object.entries(checks[name] ?? {})),
    foreignKeys: new Map(model.fields.flatMap((field) => foreignKeyEntry(model, field, datamodel.models))),
  };
}

const tableName = (model: Model) => model.dbName ?? model.name;
const columnName = (field: Field) => field.dbName ?? field.name;
const isColumn = (field: Field) => field.kind === "scalar";
export const quote = (name: string) => `\`${name}\``;

function columnOf(model: Model, fieldName: string): string {
  const field = model.fields.find((candidate) => candidate.name === fieldName);
  if (field === undefined) throw new Error(`${model.name} has no field ${fieldName}.`);
  return columnName(field);
}

function columnList(model: Model, index: Index): string {
  const parts = index.fields.map(
    (field) => quote(columnOf(model, field.name)) + (field.sortOrder === "desc" ? " DESC" : ""),
  );
  return `(${parts.join(", ")})`;
}

function objectName(parts: string[], suffix: string): string {
  return `${parts.join("_").slice(0, NAME_MAX - suffix.length - 1)}_${suffix}`;
}

function indexEntry(model: Model, index: Index): [string, string] {
  const columns = index.fields.map((field) => columnOf(model, field.name));
  const name = index.dbName ?? objectName([tableName(model), ...columns], index.type === "unique" ? "key" : "idx");
  return [name, `${index.type === "unique" ? "UNIQUE INDEX" : "INDEX"} ${quote(name)}${columnList(model, index)}`];
}

const ON_DELETE: Record<string, string> = {
  Cascade: "CASCADE",
  Restrict: "RESTRICT",
  SetNull: "SET NULL",
  NoAction: "NO ACTION",
};

function foreignKeyEntry(model: Model, field: Field, models: Model[]): [string, string][] {
  if (!field.relationFromFields?.length) return [];
  const target = models.find((candidate) => candidate.name === field.type);
  if (target === undefined)
    throw new Error(`${model.name}.${field.name} points to ${field.type}, which does not exist.`);
  const columns = field.relationFromFields.map((from) => columnOf(model, from));
  const targets = (field.relationToFields ?? []).map((to) => quote(columnOf(target, to)));
  const name = objectName([tableName(model), ...columns], "fkey");
  const onDelete = ON_DELETE[field.relationOnDelete ?? (field.isRequired ? "Restrict" : "SetNull")];
  const references = `REFERENCES ${quote(tableName(target))}(${targets.join(", ")})`;
  const clause = `FOREIGN KEY (${columns.map(quote).join(", ")}) ${references} ON DELETE ${onDelete} ON UPDATE CASCADE`;
  return [[name, `CONSTRAINT ${quote(name)} ${clause}`]];
}

const TYPES: Record<string, string> = {
  String: "VARCHAR(191)",
  Int: "INTEGER",
  BigInt: "BIGINT",
  Boolean: "BOOLEAN",
  DateTime: "DATETIME(3)",
  Float: "DOUBLE",
  Decimal: "DECIMAL(65,30)",
  Json: "JSON",
  Bytes: "LONGBLOB",
};

function typeSql(field: Field): string {
  if (field.nativeType !== null) {
    const [name, args] = field.nativeType;
    return args.length > 0 ? `${name.toUpperCase()}(${args.join(",")})` : name.toUpperCase();
  }
  const type = TYPES[field.type];
  if (type === undefined) throw new Error(`${field.name}: the type ${field.type} is not available on MySQL.`);
  return type;
}

function columnSql(field: Field): string {
  const type = typeSql(field);
  const nullable = field.isRequired ? "NOT NULL" : "NULL";
  return `${quote(columnName(field))} ${type} ${nullable}${defaultSql(field, type)}`;
}

function defaultSql(field: Field, type: string): string {
  const value = field.default;
  if (value === undefined) return "";
  if (typeof value === "object") {
    if (value.name !== "now") throw new Error(`${field.name}: the default ${value.name}() is not available on MySQL.`);
    return " DEFAULT CURRENT_TIMESTAMP(3)";
  }
  if (field.type !== "String") return ` DEFAULT ${value}`;
  const literal = `'${String(value).replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
  // MySQL takes the default of a long text only as an expression; MariaDB takes both forms.
  return type.endsWith("TEXT") ? ` DEFAULT (${literal})` : ` DEFAULT ${literal}`;
}
