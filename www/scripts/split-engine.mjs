// Splits the engine into two WebAssembly modules: `first.wasm` has what a first visit runs, `rest.wasm` all else.
//
//   node split-engine.mjs ENGINE OUT
//
// ENGINE is the folder that wasm-pack wrote, OUT where the parts go. The first module is an engine of its own: whoever
// instantiates it loads no more until a function is called that is not in it. The call sets the exported global `missing`
// and traps; the instance is then of no use any more. The rest is instantiated with the exports of the first as its
// imports, and then the exported global `whole` is to be set to 1: from then on such calls go through the table.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import binaryen from "binaryen";
import { build } from "vite";

const { Function: Func } = binaryen;
const [engine, out] = process.argv.slice(2).map((folder) => resolve(folder));
const www = resolve(import.meta.dirname, "..");
const bytes = readFileSync(`${engine}/asl_playground_bg.wasm`);

/** The name under which the second module imports from the first. */
const FIRST = "first";
/** Binaryen's name for what has none of its own: the memory is the only one. */
const MEMORY = "0";

const functions = (module) => Array.from({ length: module.getNumFunctions() }, (_, number) => module.getFunctionByIndex(number));
const isImported = (func) => Func.getBody(func) === 0;
const withoutUnused = (module) => module.runPasses(["remove-unused-module-elements"]);
const tables = (module) => Array.from({ length: module.getNumTables() }, (_, number) => binaryen.getTableInfo(module.getTableByIndex(number)));
const globals = (module) => Array.from({ length: module.getNumGlobals() }, (_, number) => binaryen.getGlobalInfo(module.getGlobalByIndex(number)));
const segments = (module) =>
  Array.from({ length: module.getNumElementSegments() }, (_, number) => binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(number)));

/** Names of the functions that a first visit runs. */
async function usedFirst() {
  const module = binaryen.readBinary(bytes);
  const mark = "ran:";
  for (const func of functions(module)) {
    if (isImported(func)) continue;
    const name = mark + Func.getName(func);
    module.addGlobal(name, binaryen.i32, true, module.i32.const(0));
    module.addGlobalExport(name, name);
    Func.setBody(func, module.block(null, [module.global.set(name, module.i32.const(1)), Func.getBody(func)], Func.getResults(func)));
  }
  const marked = module.emitBinary();
  module.dispose();

  const folder = `${out}/first-use`;
  await build({
    configFile: false,
    root: www,
    logLevel: "warn",
    resolve: { alias: { "#wasm": `${engine}/asl_playground.js` } },
    build: { ssr: "scripts/first-use.ts", outDir: folder, emptyOutDir: true },
  });
  const { firstUse } = await import(pathToFileURL(`${folder}/first-use.js`).href);
  const ran = await firstUse(marked);
  rmSync(folder, { recursive: true });
  const names = Object.keys(ran).filter((name) => name.startsWith(mark) && ran[name].value === 1);
  return new Set(names.map((name) => name.slice(mark.length)));
}

/** Names of the functions of the rest that the first part calls, exports or holds pointers to. */
function calledFromFirst(used) {
  const module = binaryen.readBinary(bytes);
  for (const func of functions(module)) {
    if (!isImported(func) && !used.has(Func.getName(func))) Func.setBody(func, module.unreachable());
  }
  withoutUnused(module);
  const names = functions(module).filter((func) => !isImported(func)).map((func) => Func.getName(func));
  module.dispose();
  return names.filter((name) => !used.has(name));
}

/** Makes room for the functions of the rest at the end of the table of functions; returns its name and the first place. */
function extendTable(module, slots) {
  const { table } = segments(module)[0];
  const { initial } = binaryen.getTableInfo(module.getTable(table));
  module.removeTable(table);
  module.addTable(table, initial + slots.length, initial + slots.length);
  return { table, base: initial };
}

/** The module without what `used` names, and the functions that it takes from the first in their place. */
function restOf(used, slots) {
  const module = binaryen.readBinary(bytes);
  const { table, base } = extendTable(module, slots);
  for (let number = module.getNumExports() - 1; number >= 0; number -= 1) {
    module.removeExport(binaryen.getExportInfo(module.getExportByIndex(number)).name);
  }
  for (const { name } of segments(module)) module.removeElementSegment(name);
  module.addActiveElementSegment(table, "rest", slots, module.i32.const(base));

  const shared = functions(module).filter((func) => isImported(func) || used.has(Func.getName(func)));
  for (const [name, params, results] of shared.map((func) => [Func.getName(func), Func.getParams(func), Func.getResults(func)])) {
    module.removeFunction(name);
    module.addFunctionImport(name, FIRST, `function:${name}`, params, results);
  }
  for (const { name } of tables(module)) module.addTableImport(name, FIRST, `table:${name}`);
  for (const { name, type, mutable } of globals(module)) if (mutable) module.addGlobalImport(name, FIRST, `global:${name}`, type, true);
  // the first module has the data
  module.setMemory(module.getMemoryInfo(MEMORY).initial, -1, null, []);
  module.addMemoryImport(MEMORY, FIRST, "memory");
  withoutUnused(module);
  return { module, needed: functions(module).filter(isImported).map((func) => Func.getName(func)) };
}

/** The module in which the functions at `slots` only lead to the rest, and which gives it what is `needed`. */
function firstOf(used, slots, needed) {
  const module = binaryen.readBinary(bytes);
  for (const { name, mutable } of globals(module)) if (mutable) module.addGlobalExport(name, `global:${name}`);
  const { table, base } = extendTable(module, slots);
  for (const { name } of tables(module)) module.addTableExport(name, `table:${name}`);
  for (const name of ["whole", "missing"]) {
    module.addGlobal(name, binaryen.i32, true, module.i32.const(0));
    module.addGlobalExport(name, name);
  }
  for (const [number, name] of slots.entries()) {
    const func = module.getFunction(name);
    const [params, results] = [Func.getParams(func), Func.getResults(func)];
    const missing = module.block(null, [module.global.set("missing", module.i32.const(1)), module.unreachable()]);
    const given = binaryen.expandType(params).map((type, place) => module.local.get(place, type));
    const call = module.call_indirect(table, module.i32.const(base + number), given, params, results);
    module.removeFunction(name);
    const isWhole = module.global.get("whole", binaryen.i32);
    module.addFunction(name, params, results, [], module.block(null, [module.if(module.i32.eqz(isWhole), missing), call], results));
  }
  for (const name of needed) module.addFunctionExport(name, `function:${name}`);
  withoutUnused(module);
  return module;
}

async function write(name, module) {
  if (!module.validate()) throw new Error(`${name} is no valid module`);
  const binary = module.emitBinary();
  module.dispose();
  await WebAssembly.compile(binary);
  writeFileSync(`${out}/${name}`, binary);
}

mkdirSync(out, { recursive: true });
const used = await usedFirst();
const slots = calledFromFirst(used);
const { module: rest, needed } = restOf(used, slots);
await write("first.wasm", firstOf(used, slots, needed));
await write("rest.wasm", rest);
