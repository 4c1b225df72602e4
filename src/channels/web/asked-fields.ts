import type { SettingField } from "./api.ts";

type Input = Readonly<Record<string, string>>;

/** The fields that are asked, by what others hold: a gateway's own only once it was chosen. */
export function askedFields(all: readonly SettingField[], input: Input): SettingField[] {
  return all.filter(({ when }) => {
    const other = all.find(({ name }) => name === when?.field);
    return when === undefined || valueOf(other, input) === when.is;
  });
}

/** What was typed or chosen; a choice that nobody made is its first. */
export function valueOf(field: SettingField | undefined, input: Input): string {
  if (field === undefined) return "";
  return input[field.name] || field.choices?.[0]?.value || "";
}

/** What is sent: nothing of fields that are not asked any more. */
export function askedInput(all: readonly SettingField[], input: Input): Record<string, string> {
  const asked = askedFields(all, input).filter(({ name }) => name in input);
  return Object.fromEntries(asked.map(({ name }) => [name, input[name] ?? ""]));
}
