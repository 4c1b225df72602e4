import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { AppEnv } from "#platform/http/app-env.ts";
import { absoluteHours } from "./sessions.ts";

/**
 * `__Host-` binds the cookie to this host, to https and to the whole path (T12). A browser refuses it
 * on plain http, which only this machine itself uses.
 */
export function sessionCookie(c: Context<AppEnv>, https: boolean): string | undefined {
  return getCookie(c, cookieName(https));
}

export function setSessionCookie(c: Context<AppEnv>, https: boolean, value: string): void {
  const flags = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${absoluteHours * 3600}${https ? "; Secure" : ""}`;
  c.header("set-cookie", `${cookieName(https)}=${value}; ${flags}`, { append: true });
}

export function clearSessionCookie(c: Context<AppEnv>, https: boolean): void {
  c.header(
    "set-cookie",
    `${cookieName(https)}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0${https ? "; Secure" : ""}`,
    { append: true },
  );
}

function cookieName(https: boolean): string {
  return https ? "__Host-openbeat" : "openbeat";
}
