import { IconAlertTriangle, IconCloudCheck, IconLoader2, IconPencil } from "@tabler/icons-react";
import css from "./SaveState.module.css";
import { useZone } from "./session.ts";
import { clockTime } from "./time.ts";
import { kit } from "./words/kit.ts";
import { useLanguage, useWords } from "./words.ts";

export type Saving =
  | { state: "saved"; at: string }
  | { state: "saving" }
  | { state: "unsaved" }
  | { state: "failed" };

const icons = {
  saved: IconCloudCheck,
  saving: IconLoader2,
  unsaved: IconPencil,
  failed: IconAlertTriangle,
};

/** "Saved 14:02 PST": whether what is typed is safe. Read aloud only when it fails. */
export function SaveState({ saving }: { saving: Saving }) {
  const t = useWords(kit);
  const language = useLanguage();
  const zone = useZone();
  const Icon = icons[saving.state];
  const text = {
    saved: () =>
      t("saved", {
        time:
          saving.state === "saved"
            ? clockTime(new Date(saving.at), new Date(), zone, language)
            : "",
      }),
    saving: () => t("saving"),
    unsaved: () => t("unsaved"),
    failed: () => t("saveFailed"),
  }[saving.state]();
  return (
    <span
      className={css["save"]}
      data-state={saving.state}
      {...(saving.state === "failed" ? { role: "alert" } : {})}
    >
      <Icon size={16} stroke={1.75} aria-hidden />
      {text}
    </span>
  );
}
