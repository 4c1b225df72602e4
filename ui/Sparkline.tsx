import css from "./Sparkline.module.css";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

interface SparklineProps {
  /** Oldest first. */
  values: readonly number[];
  /** What it shows, with its unit: "Comments a day". */
  label: string;
  width?: number;
  height?: number;
}

/** A trend in a line of text; it says its ends and its peak to those who do not see it. */
export function Sparkline({ values, label, width = 96, height = 24 }: SparklineProps) {
  const t = useWords(kit);
  const max = Math.max(...values, 1);
  const step = values.length > 1 ? (width - 4) / (values.length - 1) : 0;
  const points = values.map(
    (value, at) =>
      `${(2 + at * step).toFixed(1)},${(height - 2 - (value / max) * (height - 4)).toFixed(1)}`,
  );
  const [x = "2", y = "2"] = points.at(-1)?.split(",") ?? [];
  return (
    <svg
      className={css["line"]}
      role="img"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-label={t("trend", {
        label,
        first: values[0] ?? 0,
        last: values.at(-1) ?? 0,
        max: Math.max(...values, 0),
      })}
    >
      <polyline points={points.join(" ")} />
      <circle cx={x} cy={y} r="2" />
    </svg>
  );
}
