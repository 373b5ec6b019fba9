import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** A function by its file (from the project's root, with slashes) and name. */
export type FunctionRef = { file: string; name: string };

type Module = { functions: Map<string, ts.Node>; imports: Map<string, FunctionRef> };

/**
 * Which functions a function may call, read from the sources alone: calls by name and functions handed on by name, through
 * imports with a known file. Enough to tell whether a verb can reach the audit trail at all.
 */
export class CallGraph {
  private readonly modules = new Map<string, Module>();
  private readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** Whether `from` reaches `target`, over any number of calls. */
  reaches(from: FunctionRef, target: FunctionRef): boolean {
    const seen = new Set<string>();
    const open = [from];
    for (let next = open.pop(); next; next = open.pop()) {
      if (next.file === target.file && next.name === target.name) return true;
      const key = `${next.file}#${next.name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(...this.callsOf(next));
    }
    return false;
  }

  /** The names used in each procedure of a router that is a mutation, with what they stand for. */
  mutationsOf(routerFile: string): { procedure: string; verbs: FunctionRef[] }[] {
    const found: { procedure: string; verbs: FunctionRef[] }[] = [];
    const visit = (node: ts.Node) => {
      if (ts.isPropertyAssignment(node) && isMutation(node.initializer)) {
        found.push({ procedure: node.name.getText(), verbs: this.namesIn(node.initializer, routerFile) });
      } else ts.forEachChild(node, visit);
    };
    visit(this.parse(routerFile));
    return found;
  }

  private callsOf({ file, name }: FunctionRef): FunctionRef[] {
    const body = this.module(file).functions.get(name);
    return body ? this.namesIn(body, file) : [];
  }

  private namesIn(node: ts.Node, file: string): FunctionRef[] {
    const { imports, functions } = this.module(file);
    const names: FunctionRef[] = [];
    const visit = (child: ts.Node) => {
      if (ts.isIdentifier(child)) {
        const imported = imports.get(child.text);
        if (imported) names.push(imported);
        else if (functions.has(child.text)) names.push({ file, name: child.text });
      }
      ts.forEachChild(child, visit);
    };
    visit(node);
    return names;
  }

  private module(file: string): Module {
    const known = this.modules.get(file);
    if (known) return known;
    const module: Module = { functions: new Map(), imports: new Map() };
    this.modules.set(file, module);
    for (const statement of this.parse(file).statements) this.collect(statement, file, module);
    return module;
  }

  private collect(statement: ts.Statement, file: string, module: Module): void {
    if (ts.isFunctionDeclaration(statement) && statement.name) module.functions.set(statement.name.text, statement);
    if (ts.isClassDeclaration(statement) && statement.name) module.functions.set(statement.name.text, statement);
    if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name) && initializer) module.functions.set(name.text, initializer);
      }
    }
    const from = moduleOf(statement);
    const target = from && this.resolve(from, file);
    if (!target) return;
    for (const { name, propertyName } of namesOf(statement)) {
      module.imports.set(name.text, { file: target, name: (propertyName ?? name).text });
    }
  }

  private resolve(specifier: string, fromFile: string): string | null {
    const base = specifier.startsWith("@/") ? specifier.slice(2) : join(dirname(fromFile), specifier);
    if (!specifier.startsWith("@/") && !specifier.startsWith(".")) return null;
    return [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((path) => existsSync(join(this.root, path))) ?? null;
  }

  private parse(file: string): ts.SourceFile {
    const text = readFileSync(join(this.root, file), "utf8");
    return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  }
}

function isMutation(node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === "mutation"
  );
}

function moduleOf(statement: ts.Statement): string | null {
  const isFrom = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
  const from = isFrom ? statement.moduleSpecifier : undefined;
  return from && ts.isStringLiteral(from) ? from.text : null;
}

function namesOf(statement: ts.Statement): readonly (ts.ImportSpecifier | ts.ExportSpecifier)[] {
  if (ts.isExportDeclaration(statement)) {
    return statement.exportClause && ts.isNamedExports(statement.exportClause) ? statement.exportClause.elements : [];
  }
  const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
  return bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
}
