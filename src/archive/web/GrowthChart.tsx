import type { Proof } from "./api.ts";
import css from "./Proof.module.css";
import { proofWords } from "./words/proof.ts";
import { Panel, Quiet } from "#ui/layout.tsx";
import { useZone } from "#ui/session.ts";
import { fullTime } from "#ui/time.ts";
import { useLanguage, useWords } from "#ui/words.ts";

type Point = Proof["growth"][number];

const [wide, high, foot] = [720, 160, 10];

/** The log's size over time: a line that can only climb, with what was cosigned and stamped of it. */
export function GrowthChart({ points }: { points: readonly Point[] }) {
  const t = useWords(proofWords);
  const language = useLanguage();
  const zone = useZone();
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last)
    return (
      <Panel title={t("growth")}>
        <Quiet>{t("growthNone")}</Quiet>
      </Panel>
    );
  const place = placer(first, last);
  const day = (at: string) => fullTime(new Date(at), zone, language);
  const about = t("growthAbout", {
    size: last.size.toLocaleString(language),
    from: day(first.at),
    until: day(last.at),
  });
  const signed = steps(points, place);
  return (
    <Panel title={t("growth")}>
      <figure className={css["growth"]}>
        <svg viewBox={`0 0 ${wide} ${high + foot * 2}`} role="img" aria-label={about}>
          <path className={css["area"]} d={`${signed}V${high}H0Z`} />
          <path className={css["line"]} d={signed} />
          {points.map((point) => (
            <Mark key={point.size} point={point} {...place(point)} />
          ))}
        </svg>
        <figcaption>
          <Quiet>{about}</Quiet>
          <span className={css["legend"]}>
            <span data-mark="cosigned">{t("cosigned")}</span>
            <span data-mark="signed">{t("signed")}</span>
            <span data-mark="stamped">{t("stamped")}</span>
          </span>
        </figcaption>
      </figure>
    </Panel>
  );
}

function Mark({ point, x, y }: { point: Point; x: number; y: number }) {
  return (
    <>
      <circle
        className={css["dot"]}
        data-cosigned={point.cosigned > 0 || undefined}
        cx={x}
        cy={y}
        r={4}
      />
      {point.stamped > 0 && (
        <rect className={css["stamp"]} x={x - 3.5} y={high + 6} width={7} height={7} />
      )}
    </>
  );
}

function placer(first: Point, last: Point): (point: Point) => { x: number; y: number } {
  const from = Date.parse(first.at);
  const span = Math.max(1, Date.parse(last.at) - from);
  return ({ at, size }) => ({
    x: 6 + ((Date.parse(at) - from) / span) * (wide - 12),
    y: high - (size / Math.max(1, last.size)) * (high - 12),
  });
}

/** Between two checkpoints the log is as large as the older one says. */
function steps(points: readonly Point[], place: ReturnType<typeof placer>): string {
  const drawn = points.map((point) => {
    const { x, y } = place(point);
    return `H${x.toFixed(1)}V${y.toFixed(1)}`;
  });
  return `M0 ${high}${drawn.join("")}H${wide}`;
}
