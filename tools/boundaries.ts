import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseSync } from "oxc-parser";

/** Who may know whom. Every slice may also know #platform; nobody may import `hiring`. */
export const mayKnow: Readonly<Record<string, readonly string[]>> = {
  agency: [],
  policy: ["agency"],
  archive: ["agency"],
  channels: ["agency", "archive"],
  records: ["agency", "policy", "archive"],
  devices: ["agency"],
  media: ["agency"],
  publish: ["agency", "policy", "channels", "devices", "media"],
  planning: ["agency", "policy", "channels", "media", "publish"],
  watch: ["agency", "policy", "channels", "publish"],
  alerts: ["agency", "policy", "channels", "media", "publish"],
  outreach: ["agency", "policy", "channels", "media", "publish"],
  blotter: ["agency", "channels", "publish"],
  audience: ["agency", "channels", "blotter"],
  newsroom: [
    "agency",
    "policy",
    "channels",
    "publish",
    "watch",
    "records",
    "blotter",
    "alerts",
    "outreach",
    "audience",
  ],
};

const root = join(import.meta.dirname, "..");
/** The program's own wiring: free to know everything. */
const wiring = new Set([
  "src/main.ts",
  "src/slices.ts",
  "src/frame-notices.ts",
  "src/ways-out.ts",
  "src/whole-completeness.ts",
  "src/search-marks.ts",
]);
const wiringFolders = ["src/commands/"];
/** Writes a message's bytes and knows no network: whoever makes EML files may use it. */
const mailComposer = "nodemailer/lib/mail-composer";
const networkPackages = ["@atproto/api", "masto", "nodemailer", "twitter-text"];

export interface Import {
  file: string;
  line: number;
  target: string;
  isType: boolean;
}

/** Every import, re-export and import() of our sources; comments and strings do not count. */
export function allImports(): Import[] {
  const files = globSync(["src/**/*.{ts,tsx}", "ui/**/*.{ts,tsx}", "shell/**/*.{ts,tsx}"], {
    cwd: root,
  });
  return files.flatMap((file) => importsOf(file, readFileSync(join(root, file), "utf8")));
}

function importsOf(file: string, source: string): Import[] {
  const { module } = parseSync(file, source);
  const line = (offset: number) => source.slice(0, offset).split("\n").length;
  const found: Import[] = [];
  for (const one of module.staticImports) {
    const isType = one.entries.length > 0 && one.entries.every((entry) => entry.isType);
    found.push({ file, line: line(one.start), target: one.moduleRequest.value, isType });
  }
  for (const one of module.staticExports) {
    for (const entry of one.entries)
      if (entry.moduleRequest)
        found.push({
          file,
          line: line(one.start),
          target: entry.moduleRequest.value,
          isType: entry.isType,
        });
  }
  for (const one of module.dynamicImports) {
    const target = source
      .slice(one.moduleRequest.start, one.moduleRequest.end)
      .replaceAll(/^["'`]|["'`]$/g, "");
    found.push({
      file,
      line: line(one.start),
      target,
      isType: /:\s*$|typeof\s*$/.test(source.slice(0, one.start)),
    });
  }
  return found;
}

/** Every breach of the house's rules, one sentence each. */
export function breaches(imports: readonly Import[]): string[] {
  return imports.flatMap((one) => {
    const why = breach(one);
    return why ? [`${one.file}:${one.line} imports ${one.target}: ${why}`] : [];
  });
}

function breach(one: Import): string | undefined {
  const { file } = one;
  if (wiring.has(file) || wiringFolders.some((folder) => file.startsWith(folder)) || isTest(file))
    return undefined;
  const from = placeOf(file);
  const to = one.target.startsWith(".")
    ? placeOf(relative(root, join(root, dirname(file), one.target)))
    : namedPlace(one.target);
  if (to === undefined) return packageBreach(one, from);
  if (from.area === "browser" && to.area === "slice" && !one.isType && !to.isWeb)
    return "the browser takes types from the server, never code";
  if (from.area === "browser" || from.isWeb) return browserBreach(one, from, to);
  return serverBreach(one, from, to);
}

interface Place {
  area: "platform" | "slice" | "browser" | "other";
  slice?: string;
  isWeb?: boolean;
  connector?: string;
  isSchema?: boolean;
}

function placeOf(file: string): Place {
  const [top, name, third, fourth] = file.split("/");
  if (top === "ui" || top === "shell") return { area: "browser" };
  if (top !== "src" || name === undefined) return { area: "other" };
  if (name === "platform") return { area: "platform" };
  const place: Place = { area: "slice", slice: name };
  if (third === "web") place.isWeb = true;
  if (third === "schema.ts") place.isSchema = true;
  if (name === "channels" && fourth !== undefined && third !== undefined) place.connector = third;
  return place;
}

function namedPlace(target: string): Place | undefined {
  if (target.startsWith("#platform/")) return { area: "platform" };
  if (target.startsWith("#ui/")) return { area: "browser" };
  const named = /^#([a-z]+)(\/schema\.ts|\/web)?$/.exec(target);
  if (!named?.[1]) return undefined;
  return {
    area: "slice",
    slice: named[1],
    isSchema: named[2] === "/schema.ts",
    isWeb: named[2] === "/web",
  };
}

function packageBreach({ target, file }: Import, from: Place): string | undefined {
  if (target.startsWith("#")) return "there is no such front door";
  if (target === "pg" && !file.startsWith("src/platform/"))
    return "the pg driver stays in platform";
  const name = target.startsWith("@")
    ? target.split("/").slice(0, 2).join("/")
    : target.split("/")[0];
  if (
    name !== undefined &&
    networkPackages.includes(name) &&
    target !== mailComposer &&
    from.connector === undefined
  )
    return "only a connector uses a network's package";
  return undefined;
}

function browserBreach(one: Import, from: Place, to: Place): string | undefined {
  if (to.area === "browser" || to.isWeb || one.isType) return undefined;
  if (from.slice !== undefined && to.slice === from.slice && to.isWeb) return undefined;
  return "the browser takes types from the server, never code";
}

function serverBreach(one: Import, from: Place, to: Place): string | undefined {
  if (to.area === "browser" || (to.isWeb && !from.isWeb)) return "the server knows no screens";
  if (from.area === "platform")
    return to.area === "platform" ? undefined : "platform knows no slice";
  if (to.area !== "slice") return undefined;
  if (to.slice === from.slice) {
    const isStranger =
      from.connector !== undefined && to.connector !== undefined && to.connector !== from.connector;
    return isStranger ? "connectors are strangers to each other" : undefined;
  }
  if (one.target.startsWith(".")) return "../ never leaves the slice";
  if (to.isSchema && !from.isSchema) return "only a schema may know another schema";
  const known = mayKnow[from.slice ?? ""];
  if (!known) return `the folder ${from.slice ?? "?"} is not in the table`;
  return known.includes(to.slice ?? "")
    ? undefined
    : `${from.slice ?? "?"} may not know ${to.slice ?? "?"}`;
}

function isTest(file: string): boolean {
  return file.endsWith(".test.ts") || file.endsWith(".suite.ts") || file.includes("contract-");
}

/** Every folder of src/ must be in the table. */
export function foldersNotInTable(): string[] {
  const folders = new Set(
    globSync("src/*/", { cwd: root }).map((path) => path.replace(/\\/g, "/").split("/")[1] ?? ""),
  );
  return [...folders].filter(
    (name) => !(name in mayKnow) && name !== "platform" && name !== "commands",
  );
}
