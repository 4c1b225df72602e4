import { readFileSync } from "node:fs";
import type { Span } from "#platform/text/reading.ts";

/** A text in which a person has marked what would have to be taken out. */
export interface LabelledText {
  text: string;
  labels: readonly Label[];
}

export interface Label extends Span {
  type: string;
}

/** The project's own set: one text a line, `[TYPE:value]` where something stands, `\n` for a new line. */
export function policeStyle(): LabelledText[] {
  const file = new URL("police-style.txt", import.meta.url);
  return readFileSync(file, "utf8").split("\n").filter(Boolean).map(unmarked);
}

function unmarked(line: string): LabelledText {
  const labels: Label[] = [];
  let text = "";
  let last = 0;
  for (const { 0: whole, 1: type = "", 2: value = "", index } of line.matchAll(
    /\[([A-Z_]+):([^\]]+)\]/g,
  )) {
    text += shown(line.slice(last, index));
    const words = shown(value);
    labels.push({ type, start: text.length, end: text.length + words.length });
    text += words;
    last = index + whole.length;
  }
  return { text: text + shown(line.slice(last)), labels };
}

const shown = (text: string): string => text.replaceAll("\\n", "\n");

interface PresidioText {
  full_text: string;
  spans: { entity_type: string; start_position: number; end_position: number }[];
}

const ours: Readonly<Record<string, string>> = {
  PERSON: "PERSON",
  STREET_ADDRESS: "ADDRESS",
  ZIP_CODE: "ADDRESS",
  PHONE_NUMBER: "PHONE",
  EMAIL_ADDRESS: "EMAIL",
  US_SSN: "SSN",
  CREDIT_CARD: "CREDIT_CARD",
  IP_ADDRESS: "IP_ADDRESS",
  IBAN_CODE: "IBAN",
  US_DRIVER_LICENSE: "DRIVER_LICENSE",
};

/** Presidio's synthetic sentences (MIT) under our names of types; what we do not look for keeps its own. */
export function presidioTexts(json: string): LabelledText[] {
  const all: PresidioText[] = JSON.parse(json);
  return all.map(({ full_text, spans }) => ({
    text: full_text,
    labels: spans.map((one) => ({
      type: ours[one.entity_type] ?? one.entity_type,
      start: one.start_position,
      end: one.end_position,
    })),
  }));
}
