import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { journalSettings, journalShape, type JournalSettings } from "./journal.ts";
import { returnSettings, returnShape, type ReturnSettings } from "./returns.ts";

/** Settings from the environment and one file, `openbeat.json` in the data folder; the environment wins. */
export interface Config {
  data: string;
  host: string;
  port: number;
  /** What people type, without a path. Decides cookies, passkeys and links. */
  origin: string;
  databaseUrl: string | undefined;
  appDatabaseUrl: string | undefined;
  rootKeyCommand: string | undefined;
  /** Media by their hash: `blobs` in the data folder, or a folder that several machines share. */
  blobs: string;
  /** host:port pairs on private networks that connectors may reach (an own mail relay, a test server). */
  allowPrivate: string[];
  logLevel: string;
  workers: boolean;
  trustProxy: boolean;
  /** Requests a minute, where the program's own limits do not fit: of a person or token, and of an address. */
  ratePerPrincipal: number | undefined;
  ratePerNetwork: number | undefined;
  /** A file in C2SP tlog-policy form: who cosigns the log's checkpoints, and how many of them must. */
  witnesses: string | undefined;
  /** Time-stamp authorities (RFC 3161) that stamp the log's newest checkpoint hourly. */
  timestamps: string[];
  /** A PEM file of the roots that those authorities' certificates must lead to. */
  timestampRoots: string | undefined;
  /** The browser that page captures are made with: a path, or "off"; by itself the system's. */
  chromium: string | undefined;
  /** Where files of calls are dropped: a folder a source, `call-drops` in the data folder. */
  callDrops: string;
  /** Where journals of staff mail are received; undefined: nowhere. */
  journal: JournalSettings | undefined;
  /** Where subscribers' letters come back to; undefined: to their sender. */
  returns: ReturnSettings | undefined;
}

const perMinute = z.coerce
  .number("must be a number of requests a minute")
  .int()
  .min(60, "must be at least 60 requests a minute");

const shape = z.strictObject({
  OPENBEAT_DATA: z
    .string()
    .min(1)
    .default(join(import.meta.dirname, "../../../data")),
  OPENBEAT_HOST: z.string().min(1).default("127.0.0.1"),
  OPENBEAT_PORT: z.coerce.number("must be a number").int().min(0).max(65_535).default(4400),
  OPENBEAT_ORIGIN: z.url("must be a web address such as https://beat.example.gov").optional(),
  DATABASE_URL: z.string().startsWith("postgres", "must begin with postgres://").optional(),
  OPENBEAT_APP_DATABASE_URL: z.string().startsWith("postgres").optional(),
  OPENBEAT_BLOBS: z.string().min(1).optional(),
  OPENBEAT_ROOT_KEY_COMMAND: z.string().min(1).optional(),
  OPENBEAT_ALLOW_PRIVATE: z.string().default(""),
  OPENBEAT_LOG: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("warn"),
  OPENBEAT_WORKERS: z.enum(["on", "off"]).default("on"),
  OPENBEAT_TRUST_PROXY: z.enum(["on", "off"]).default("off"),
  OPENBEAT_RATE_PRINCIPAL: perMinute.optional(),
  OPENBEAT_RATE_NETWORK: perMinute.optional(),
  OPENBEAT_WITNESSES: z.string().min(1).optional(),
  OPENBEAT_TIMESTAMPS: z
    .string()
    .default("")
    .transform((text) => listOf(text))
    .refine(
      (list) => list.every((one) => /^https?:$/.test(URL.parse(one)?.protocol ?? "")),
      "must be web addresses, with commas between them",
    ),
  OPENBEAT_TIMESTAMP_ROOTS: z.string().min(1).optional(),
  OPENBEAT_CHROMIUM: z.string().min(1).optional(),
  OPENBEAT_CALL_DROPS: z.string().min(1).optional(),
  ...journalShape,
  ...returnShape,
});

export class ConfigError extends Error {}

/** Reads and checks all settings; what is wrong is said in one sentence a setting. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const named = Object.keys(shape.shape);
  const unknown = Object.keys(environment).filter(
    (k) => k.startsWith("OPENBEAT_") && !named.includes(k) && !internal.has(k),
  );
  if (unknown.length > 0)
    throw new ConfigError(`There is no setting ${unknown.join(", ")}. Known: ${named.join(", ")}.`);
  const fromEnvironment = Object.fromEntries(
    named.flatMap((k) => (environment[k] ? [[k, environment[k]]] : [])),
  );
  const data = expand(
    fromEnvironment["OPENBEAT_DATA"] ?? shape.shape.OPENBEAT_DATA.parse(undefined),
  );
  const parsed = shape.safeParse({ ...fileSettings(data), ...fromEnvironment });
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues
        .map((i) => `${i.path.join(".") || "openbeat.json"}: ${i.message}`)
        .join("\n"),
    );
  }
  const s = parsed.data;
  return {
    data,
    host: s.OPENBEAT_HOST,
    port: s.OPENBEAT_PORT,
    origin: (s.OPENBEAT_ORIGIN ?? `http://localhost:${s.OPENBEAT_PORT}`).replace(/\/$/, ""),
    databaseUrl: s.DATABASE_URL,
    appDatabaseUrl: s.OPENBEAT_APP_DATABASE_URL,
    rootKeyCommand: s.OPENBEAT_ROOT_KEY_COMMAND,
    blobs: s.OPENBEAT_BLOBS ? expand(s.OPENBEAT_BLOBS) : join(data, "blobs"),
    allowPrivate: listOf(s.OPENBEAT_ALLOW_PRIVATE),
    logLevel: s.OPENBEAT_LOG,
    workers: s.OPENBEAT_WORKERS === "on",
    trustProxy: s.OPENBEAT_TRUST_PROXY === "on",
    ratePerPrincipal: s.OPENBEAT_RATE_PRINCIPAL,
    ratePerNetwork: s.OPENBEAT_RATE_NETWORK,
    witnesses: s.OPENBEAT_WITNESSES && expand(s.OPENBEAT_WITNESSES),
    timestamps: s.OPENBEAT_TIMESTAMPS,
    timestampRoots: s.OPENBEAT_TIMESTAMP_ROOTS && expand(s.OPENBEAT_TIMESTAMP_ROOTS),
    chromium: s.OPENBEAT_CHROMIUM,
    callDrops: s.OPENBEAT_CALL_DROPS ? expand(s.OPENBEAT_CALL_DROPS) : join(data, "call-drops"),
    journal: fitting(() => journalSettings(s, expand)),
    returns: fitting(() => returnSettings(s, expand)),
  };
}

/** Settings that belong together, or a sentence why they do not. */
function fitting<Settings>(read: () => Settings): Settings {
  try {
    return read();
  } catch (cause) {
    throw new ConfigError(cause instanceof Error ? cause.message : "", { cause });
  }
}

/** Set by our own set-up and tests for the programs they start; not for people. */
const internal = new Set([
  "OPENBEAT_TEST_DATABASE",
  "OPENBEAT_TEST_CHROMIUM",
  "OPENBEAT_TEST_PICTURES",
  "OPENBEAT_TEST_WORLDS",
]);

function fileSettings(data: string): Record<string, unknown> {
  const path = join(data, "openbeat.json");
  if (!existsSync(path)) return {};
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
      return { ...parsed };
  } catch (cause) {
    throw new ConfigError(
      `${path} is not valid JSON: ${cause instanceof Error ? cause.message : ""}`,
      { cause },
    );
  }
  throw new ConfigError(`${path} must hold one JSON object of settings.`);
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
}

function expand(path: string): string {
  return resolve(path.startsWith("~/") ? join(homedir(), path.slice(2)) : path);
}
