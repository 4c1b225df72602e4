import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A paper whose part between two marks is made from the code: `<!-- begin NAME … -->` and `<!-- end NAME -->`. */
export interface Section {
  file: string;
  name: string;
}

const root = join(import.meta.dirname, "..");

/** The whole paper with its section as it should be; throws where the marks are missing. */
export function withSection({ file, name }: Section, body: string): string {
  const text = readFileSync(join(root, file), "utf8");
  const marks = new RegExp(`(<!-- begin ${name}[^>]*-->\n)[\\s\\S]*(<!-- end ${name} -->)`);
  if (!marks.test(text)) throw new Error(`${file} has no section ${name}`);
  return text.replace(marks, (_all, begin: string, end: string) => `${begin}\n${body}\n\n${end}`);
}

export function isCurrent(section: Section, body: string): boolean {
  return readFileSync(join(root, section.file), "utf8") === withSection(section, body);
}

export function writeSection(section: Section, body: string): void {
  writeFileSync(join(root, section.file), withSection(section, body));
}
