import { limit } from "#platform/limits.ts";
import type { SiteFacts } from "./site-facts.ts";

const validDays = limit(
  "newsroom.security-txt",
  180,
  "days",
  "RFC 9116 §2.5.5 advises less than a year; the site is made anew much more often",
);

/** `/.well-known/security.txt` (RFC 9116), where the agency names whom to tell; its end is a day, so that it is not new each time. */
export function securityText({
  agency,
  origin,
  made,
}: Pick<SiteFacts, "agency" | "origin" | "made">): Record<string, [string, string]> {
  const { securityContact } = agency;
  if (securityContact === "") return {};
  const contact = securityContact.includes("://") ? securityContact : `mailto:${securityContact}`;
  const day = made.toZonedDateTimeISO("UTC").toPlainDate().with({ day: 1 });
  const lines = [
    `Contact: ${contact}`,
    `Expires: ${day.add({ days: validDays }).toString()}T00:00:00Z`,
    `Preferred-Languages: ${agency.language === "es" ? "es, en" : "en, es"}`,
    `Canonical: ${origin}/.well-known/security.txt`,
  ];
  return { "/.well-known/security.txt": ["text/plain", `${lines.join("\n")}\n`] };
}
