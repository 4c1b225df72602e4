import { choicesShape, type Choices } from "#audience";
import type { Typed } from "./subscribe-pages.ts";

/** A form's body with every value of each field. */
export type Body = Readonly<Record<string, unknown>>;

function allIn(body: Body, name: string): string[] {
  const value = body[name];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  // NUL stands in no text of the database.
  return list.flatMap((one) => (typeof one === "string" ? one.replaceAll("\0", "").trim() : []));
}

export function textIn(body: Body, name: string): string {
  return (allIn(body, name)[0] ?? "").slice(0, 300);
}

export function typedIn(body: Body): Typed {
  return {
    way: textIn(body, "way") === "text" ? "text" : "email",
    email: textIn(body, "email"),
    telephone: textIn(body, "telephone"),
  };
}

/** What was ticked. Whatever no form of ours holds counts as not ticked. */
export function choicesIn(body: Body): Choices {
  const [from, until] = textIn(body, "quiet").split("-").map(Number);
  const some = (name: string) => allIn(body, name).filter((one) => one !== "");
  const languages = [...new Set(some("language"))];
  const read = choicesShape.safeParse({
    isWhole: textIn(body, "whole") === "yes",
    beats: some("beat"),
    kinds: some("kind"),
    // Both ticked is no choice.
    languages: languages.length > 1 ? [] : languages,
    calls: textIn(body, "calls") || "none",
    pace: textIn(body, "pace") || "at-once",
    quiet: textIn(body, "quiet") === "" ? null : { from, until },
  });
  return read.success ? read.data : choicesShape.parse({});
}
