import type { Content } from "./api.ts";
import css from "./Calls.module.css";
import { shownKinds, withKind, type ShowRule } from "./editing.ts";
import { ruleWords } from "./words/rules.ts";
import { CheckField } from "#ui/choices.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

interface KindFieldsProps {
  content: Content;
  onChange?: (content: Content) => void;
}

const exactness = {
  block: { place: "block", atHome: "block" },
  home: { place: "block", atHome: "beat" },
  beat: { place: "beat", atHome: "beat" },
} as const;
type Exact = keyof typeof exactness;

/** How exactly each kind is shown, and after how long; and what holds for all. */
export function KindFields({ content, onChange }: KindFieldsProps) {
  const t = useWords(ruleWords);
  if (!onChange) return null;
  const number = (text: string, otherwise: number) =>
    /^\d{1,5}$/.test(text) ? Number(text) : otherwise;
  return (
    <>
      <Panel title={t("all")}>
        <Stack gap={12}>
          <div className={css["pair"]}>
            <TextField
              label={t("holdAll")}
              inputMode="numeric"
              maxLength={4}
              value={String(content.holdMinutes)}
              onChange={(text) => onChange({ ...content, holdMinutes: number(text, 0) })}
            />
            <TextField
              label={t("shownHours")}
              inputMode="numeric"
              maxLength={3}
              value={String(content.shownHours)}
              onChange={(text) => onChange({ ...content, shownHours: number(text, 0) })}
            />
          </div>
          <CheckField
            label={t("onlyClosed")}
            checked={content.onlyClosed}
            onChange={(onlyClosed) => onChange({ ...content, onlyClosed })}
          />
          <CheckField
            label={t("dailyPosts")}
            checked={content.dailyPosts}
            onChange={(dailyPosts) => onChange({ ...content, dailyPosts })}
          />
        </Stack>
      </Panel>
      <Panel title={t("kinds")}>
        <Quiet>{t("kindsAbout")}</Quiet>
        {shownKinds(content).map((rule) => (
          <KindField key={rule.kind} rule={rule} content={content} onChange={onChange} />
        ))}
      </Panel>
    </>
  );
}

interface KindFieldProps {
  rule: ShowRule;
  content: Content;
  onChange: (content: Content) => void;
}

function KindField({ rule, content, onChange }: KindFieldProps) {
  const t = useWords(ruleWords);
  const language = useLanguage();
  const what = rule.label[language] ?? rule.label["en"] ?? rule.kind;
  const change = (part: Partial<ShowRule>) => onChange(withKind(content, rule.kind, part));
  const exact: Exact = rule.place === "beat" ? "beat" : rule.atHome === "beat" ? "home" : "block";
  const hold = String(rule.holdMinutes ?? content.holdMinutes);
  return (
    <details className={css["runs"]}>
      <summary>{what}</summary>
      <Stack gap={12}>
        <div className={css["pair"]}>
          <SelectField
            label={t("place", { what })}
            value={exact}
            onChange={(value) =>
              change(exactness[value === "beat" || value === "home" ? value : "block"])
            }
            choices={(["block", "home", "beat"] as const).map((value) => ({
              value,
              label: t(value),
            }))}
          />
          <TextField
            label={t("hold", { what })}
            inputMode="numeric"
            maxLength={4}
            value={hold}
            onChange={(text) => /^\d{1,4}$/.test(text) && change({ holdMinutes: Number(text) })}
          />
        </div>
        <CheckField
          label={t("noteworthy", { what })}
          checked={rule.isNoteworthy}
          onChange={(isNoteworthy) => change({ isNoteworthy })}
        />
      </Stack>
    </details>
  );
}
