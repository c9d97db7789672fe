// Compiles modules with the CPython of npm's pyodide: node bytecode.mjs FOLDER MOUNTED_AT < relative paths, one a line.
// Ends with the compiler's magic number and version on stdout, or with an error and a code that is not 0.
import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const [folder, mountedAt] = process.argv.slice(2);
const files = readFileSync(0, "utf8").split("\n").filter(Boolean);
// A fixed seed, as the order of a set of constants follows it.
const pyodide = await loadPyodide({ env: { PYTHONHASHSEED: "0", HOME: "/" }, stdout: () => {} });
pyodide.mountNodeFS("/made", folder);
pyodide.globals.set("mounted_at", mountedAt);
pyodide.globals.set("files", pyodide.toPy(files));
const found = pyodide.runPython(`
import importlib.util, json, platform, py_compile
mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
for file in files:
    py_compile.compile("/made/" + file, dfile=mounted_at + "/" + file, doraise=True, invalidation_mode=mode)
json.dumps([int.from_bytes(importlib.util.MAGIC_NUMBER[:2], "little"), platform.python_version()])
`);
console.log(found);
