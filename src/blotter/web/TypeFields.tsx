import { useState } from "react";
import type { Content, SeenType } from "./api.ts";
import css from "./Calls.module.css";
import { shownKinds, withType, type Protection, type Wish } from "./editing.ts";
import { blotterWords } from "./words.ts";
import { ruleWords } from "./words/rules.ts";
import { EmptyState } from "#ui/EmptyState.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

const rowsMax = 25;
const protections: readonly Protection[] = [
  "domestic-violence",
  "sexual",
  "juvenile",
  "medical",
  "crisis",
  "suicide",
  "death",
  "harassment",
  "officer-safety",
];

interface TypeFieldsProps {
  types: readonly SeenType[] | undefined;
  content: Content;
  onChange?: (content: Content) => void;
}

/** Every type that came, and what is to become of it. */
export function TypeFields({ types, content, onChange }: TypeFieldsProps) {
  const t = useWords(ruleWords);
  const [words, setWords] = useState("");
  if (!types) return <SkeletonRows rows={6} />;
  const found = types.filter(({ type }) => type.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <Panel title={t("types")}>
      <Stack gap={12}>
        <Quiet>{t("typesAbout")}</Quiet>
        {types.length === 0 && <EmptyState small picture="paper" sentence={t("noTypes")} />}
        {types.length > rowsMax && (
          <TextField label={t("find")} maxLength={80} value={words} onChange={setWords} />
        )}
        <div className={css["pair"]}>
          {found.slice(0, rowsMax).map((one) => (
            <TypeField
              key={one.type}
              seen={one}
              content={content}
              {...(onChange ? { onChange } : {})}
            />
          ))}
        </div>
        {found.length > rowsMax && <Quiet>{t("more", { count: found.length - rowsMax })}</Quiet>}
      </Stack>
    </Panel>
  );
}

interface TypeFieldProps {
  seen: SeenType;
  content: Content;
  onChange?: (content: Content) => void;
}

function TypeField({ seen, content, onChange }: TypeFieldProps) {
  const t = useWords(ruleWords);
  const b = useWords(blotterWords);
  const language = useLanguage();
  const { type, count } = seen;
  const labelOf = (label: Record<string, string>) => label[language] ?? label["en"] ?? "";
  const kinds = shownKinds(content);
  const kindNow = kinds.find(({ kind }) => kind === seen.shown);
  const now =
    seen.withheld === null
      ? t("shownAs", { what: kindNow ? labelOf(kindNow.label) : (seen.shown ?? "") })
      : t("keptFor", { what: b(seen.withheld) });
  const choose = (value: string) => {
    const wish = wishOf(value);
    if (wish) onChange?.(withType(content, type, wish));
  };
  if (!onChange)
    return (
      <p>
        <strong>{type}</strong>, {t("count", { count })}: {now}
      </p>
    );
  return (
    <SelectField
      label={type}
      hint={t("count", { count })}
      value={chosen(content, type)}
      onChange={choose}
      choices={[
        { value: "", label: t("asNow", { what: now }) },
        ...kinds.map(({ kind, label }) => ({
          value: `show ${kind}`,
          label: t("shownAs", { what: labelOf(label) }),
        })),
        ...protections.map((one) => ({
          value: `withhold ${one}`,
          label: t("keptFor", { what: b(one) }),
        })),
      ]}
    />
  );
}

function wishOf(value: string): Wish | undefined {
  const [does, what = ""] = value.split(" ");
  if (does === "show") return { show: what };
  const protection = protections.find((one) => one === what);
  return protection && { withhold: protection };
}

/** What is said of exactly this type; nothing where other rules decide. */
function chosen({ rules }: Content, type: string): string {
  const rule = rules.find(({ words }) => words.includes(`=${type.trim()}`));
  if (!rule) return "";
  return rule.does === "show" ? `show ${rule.kind}` : `withhold ${rule.protection}`;
}
