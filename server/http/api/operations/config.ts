import { importFile } from "@/server/configuration/config/import-file";
import {
  ConfigCreateInput,
  ConfigDeleteInput,
  ConfigDuplicateInput,
  ConfigEffectiveInput,
  ConfigIdInput,
  ConfigImportInput,
  ConfigListInput,
  ConfigUpdateInput,
} from "@/server/configuration/config/schema";
import { effectiveConfig } from "@/server/configuration/config/service/effective";
import { getConfig, listConfigs } from "@/server/configuration/config/service/list";
import { createConfig, deleteConfig, duplicateConfig, updateConfig } from "@/server/configuration/config/service/save";
import { ConfigItem, CreateConfigAnswer, EffectiveConfigAnswer, ImportFileAnswer } from "../answers/config";
import { Created, NewVersion } from "../answers/shapes";
import { Nothing, operation, pageOf, tagged } from "../operation";

export const configOperations = tagged("User configurations", [
  operation("listConfigs", {
    method: "GET",
    path: "/configs",
    scope: "configs:read",
    summary: "List one's configurations; staff also those of others",
    input: ConfigListInput,
    output: pageOf(ConfigItem),
    verb: listConfigs,
  }),
  operation("createConfig", {
    method: "POST",
    path: "/configs",
    scope: "configs:write",
    status: 201,
    summary: "Create a configuration from a template",
    input: ConfigCreateInput,
    output: CreateConfigAnswer,
    verb: createConfig,
  }),
  operation("effectiveConfig", {
    method: "GET",
    path: "/configs/effective",
    scope: "configs:read",
    summary: "What holds under one key of a template",
    input: ConfigEffectiveInput,
    output: EffectiveConfigAnswer,
    verb: effectiveConfig,
  }),
  operation("importFile", {
    method: "POST",
    path: "/configs/import",
    scope: "configs:write",
    summary: "Import a configuration file; without is_confirmed it only says what would happen",
    input: ConfigImportInput,
    output: ImportFileAnswer,
    verb: importFile,
  }),
  operation("getConfig", {
    method: "GET",
    path: "/configs/{id}",
    scope: "configs:read",
    summary: "Read a configuration; secrets only tell whether they are set",
    input: ConfigIdInput,
    output: ConfigItem,
    verb: getConfig,
  }),
  operation("updateConfig", {
    method: "PUT",
    path: "/configs/{id}",
    scope: "configs:write",
    summary: "Change a configuration",
    input: ConfigUpdateInput,
    output: NewVersion,
    verb: updateConfig,
  }),
  operation("deleteConfig", {
    method: "DELETE",
    path: "/configs/{id}",
    scope: "configs:write",
    summary: "Delete a configuration",
    input: ConfigDeleteInput,
    output: Nothing,
    verb: deleteConfig,
  }),
  operation("duplicateConfig", {
    method: "POST",
    path: "/configs/{id}/duplicate",
    scope: "configs:write",
    status: 201,
    summary: "Make a copy of a configuration",
    input: ConfigDuplicateInput,
    output: Created,
    verb: duplicateConfig,
  }),
]);
