import { IconAlertTriangle, IconUserCheck } from "@tabler/icons-react";
import css from "./Alert.module.css";
import type { FilledAlert } from "./templates-api.ts";
import { alertWords } from "./words/alert.ts";
import { useWords } from "#ui/words.ts";

/** Who is asked, and by when: before anything is pressed. */
export function AlertAsked({ asked }: { asked: FilledAlert["asked"] }) {
  const t = useWords(alertWords);
  if (!asked) return null;
  const { names, withinMinutes, laterSteps, isLifeSafety } = asked;
  return (
    <div className={css["asked"]}>
      <p>
        <IconUserCheck size={18} stroke={1.75} aria-hidden />
        <span>
          {names.length === 0
            ? t("nobody")
            : t("asked", { names: names.join(", "), minutes: withinMinutes })}
          {laterSteps > 0 && ` ${t("later", { count: laterSteps })}`}
        </span>
      </p>
      {isLifeSafety && (
        <p>
          <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
          <span>{t("lifeSafety")}</span>
        </p>
      )}
    </div>
  );
}
