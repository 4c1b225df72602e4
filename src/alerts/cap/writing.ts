import type { CapAlert } from "./message.ts";
import { alertShape, namespaceOf, type Element } from "./shape.ts";

/** The message as XML of CAP 1.2, its elements in their order. What is empty is left out. */
export function writeCap(alert: CapAlert): string {
  const parts = alertShape("1.2").map((element) =>
    written(element, valueOf(alert, element.name), 1),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="${namespaceOf("1.2")}">\n${parts.join("")}</alert>\n`;
}

function valueOf(holder: object, name: string): unknown {
  return Object.entries(holder).find(([key]) => key === name)?.[1];
}

function written({ name, type, ...rest }: Element, value: unknown, depth: number): string {
  if (Array.isArray(value))
    return value.map((one: unknown) => written({ name, type, ...rest }, one, depth)).join("");
  const indent = "  ".repeat(depth);
  if (typeof value === "string")
    return value === "" ? "" : `${indent}<${name}>${escaped(value)}</${name}>\n`;
  if (type.kind !== "parts" || typeof value !== "object" || value === null) return "";
  const parts = type.parts.map((part) => written(part, valueOf(value, part.name), depth + 1));
  return `${indent}<${name}>\n${parts.join("")}${indent}</${name}>\n`;
}

/** Characters that XML 1.0 has no place for are left out (§2.2). */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
