import css from "./Meter.module.css";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

interface MeterProps {
  /** What is counted: "Bluesky". */
  label: string;
  value: number;
  max: number;
  /** In the plural: "characters". */
  unit: string;
  /** From which part of the whole it warns; 0.9 unless told. */
  warnFrom?: number;
  /** Without the label, where it stands beside it already. */
  bare?: boolean;
}

/** How much of a limit is used, as a bar and as a sentence. */
export function Meter({ label, value, max, unit, warnFrom = 0.9, bare }: MeterProps) {
  const t = useWords(kit);
  const part = max === 0 ? 1 : value / max;
  const state = part > 1 ? "over" : part >= warnFrom ? "near" : "fine";
  const sentence =
    state === "over"
      ? t("over", { count: value - max, unit })
      : state === "near"
        ? t("left", { count: max - value, unit })
        : t("of", { count: value, max, unit });
  return (
    <div className={css["meter"]} data-state={state}>
      <div className={css["words"]}>
        {!bare && <span>{label}</span>}
        <span className="ob-figures">{sentence}</span>
      </div>
      <meter
        className="ob-hidden"
        aria-label={label}
        min={0}
        max={max}
        value={Math.min(value, max)}
        aria-valuetext={sentence}
      />
      <div className={css["track"]} aria-hidden>
        <span className={css["bar"]} style={{ width: `${Math.min(part, 1) * 100}%` }} />
      </div>
    </div>
  );
}
