import type { ItemKind } from "../imports/item.ts";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import css from "./Imports.module.css";
import type { ImportReport } from "./imports-api.ts";
import { reportWords } from "./words/report.ts";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

interface ReportProps {
  report: ImportReport;
}

const ends = ["record", "structure", "duplicate", "loss"] as const;
const kinds = [
  "message",
  "draft",
  "deleted",
  "post",
  "deleted-post",
  "comment",
  "live-chat",
  "event",
  "call",
  "mail",
  "file",
] as const satisfies readonly ItemKind[];
const mends = ["latin-1", "surrogate-pair", "nul"] as const;
const shownPeople = 12;
const shownLosses = 200;

/** What became of a file's bytes: what comes in, and each loss with its place. */
export function ImportReportPanels({ report, isIn }: ReportProps & { isIn: boolean }) {
  const t = useWords(reportWords);
  return (
    <>
      {report.notes.map((note) => (
        <NoteLine key={JSON.stringify(note)} note={note} />
      ))}
      <div className={css["panels"]}>
        <Panel title={t(isIn ? "came" : "what")}>
          <Facts report={report} />
        </Panel>
        <Panel title={t("people")}>
          <People report={report} />
        </Panel>
      </div>
      <Bytes report={report} />
      <Losses report={report} />
      {report.members.length > 0 && <Members report={report} />}
    </>
  );
}

type Note = ImportReport["notes"][number];

function NoteLine({ note }: { note: Note }) {
  const t = useWords(reportWords);
  const language = useLanguage();
  if (note.about === "date-order")
    return note.isCertain ? null : (
      <Notice icon={IconAlertTriangle} meaning="wait">
        {t("note-date-order-unsure", { order: note.order })}
      </Notice>
    );
  if (note.about === "columns")
    return (
      <Notice icon={IconAlertTriangle} meaning="wait">
        {t("note-columns", { heads: note.heads.join(", ") })}
      </Notice>
    );
  const number = (count: number) => count.toLocaleString(language);
  return (
    <Notice icon={IconInfoCircle}>
      {t("note-declared-count", { declared: number(note.declared), found: number(note.found) })}
    </Notice>
  );
}

function Facts({ report }: ReportProps) {
  const t = useWords(reportWords);
  const language = useLanguage();
  const number = (count: number) => count.toLocaleString(language);
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: report.timeZone });
  const { from, until, attachments } = report;
  const span =
    from === null || until === null ? "–" : day.formatRange(new Date(from), new Date(until));
  const orders = report.notes.flatMap((one) =>
    one.about === "date-order" && one.isCertain ? [t("note-date-order", { order: one.order })] : [],
  );
  const known = kinds.filter((kind) => report.kinds[kind]);
  const counted = known.map((kind) => `${t(`kind-${kind}`)}: ${number(report.kinds[kind] ?? 0)}`);
  const mended = mends
    .filter((name) => report.repairs[name])
    .map((name) => t(`mend-${name}`, { count: number(report.repairs[name] ?? 0) }));
  const zone = [t("zoneSays", { zone: report.timeZone }), ...new Set(orders)].join(" ");
  const { found, missing } = attachments;
  const rows: readonly [string, string][] = [
    [t("program"), report.formatTitle],
    [t("records"), number(report.records)],
    [t("kinds"), counted.join(", ") || "–"],
    [t("duplicates"), number(report.duplicates)],
    [t("span"), span],
    [t("files"), t("filesSay", { found: number(found), missing: number(missing) })],
    ...(report.hasWallClock ? [[t("zone"), zone] as [string, string]] : []),
    ...(mended.length > 0 ? [[t("mended"), mended.join(", ")] as [string, string]] : []),
  ];
  return (
    <dl className={css["facts"]}>
      {rows.map(([name, value]) => (
        <div key={name} className={css["fact"]}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function People({ report }: ReportProps) {
  const t = useWords(reportWords);
  const language = useLanguage();
  const { people } = report;
  if (people.length === 0) return <EmptyState picture="people" sentence="–" small />;
  return (
    <ul className={css["people"]}>
      {people.slice(0, shownPeople).map(({ name, records }) => (
        <li key={name}>
          <span>{name}</span>
          <Quiet small>{records.toLocaleString(language)}</Quiet>
        </li>
      ))}
      {people.length > shownPeople && (
        <li>
          <Quiet>{t("more", { count: people.length - shownPeople })}</Quiet>
        </li>
      )}
    </ul>
  );
}

/** The bar says it to the eye; the list under it to everybody. */
function Bytes({ report }: ReportProps) {
  const t = useWords(reportWords);
  const language = useLanguage();
  const { bytes, bytesTotal } = report;
  const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  return (
    <Panel title={t("bytes", { count: bytesTotal.toLocaleString(language) })}>
      <div className={css["bar"]} aria-hidden>
        {ends.map((end) => (
          <span
            key={end}
            data-end={end}
            style={{ flexGrow: bytes[end] }}
            hidden={bytes[end] === 0}
          />
        ))}
      </div>
      <ul className={css["legend"]}>
        {ends.map((end) => (
          <li key={end}>
            <span className={css["swatch"]} data-end={end} aria-hidden />
            <strong className="ob-figures">{bytes[end].toLocaleString(language)}</strong> {t(end)}{" "}
            <Quiet small>{share.format(bytes[end] / bytesTotal)}</Quiet>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Each loss where it stands, so that somebody can look there. */
function Losses({ report }: ReportProps) {
  const t = useWords(reportWords);
  const language = useLanguage();
  const { losses } = report;
  const number = (count: number) => count.toLocaleString(language);
  const left = losses.length - shownLosses + report.lossesNotListed;
  return (
    <Panel title={`${t("losses")} (${number(losses.length + report.lossesNotListed)})`}>
      {losses.length === 0 ? (
        <EmptyState picture="calm" sentence={t("noLoss")} small />
      ) : (
        <ul className={css["losses"]}>
          {losses.slice(0, shownLosses).map(({ member, offset, length, reason, sample }) => (
            <li key={`${member ?? ""} ${offset}`}>
              <strong>{t(`loss-${reason}`)}</strong>
              <Quiet small>
                {member !== undefined && `${member}, `}
                {t("at", { offset: number(offset), length: number(length) })}
              </Quiet>
              {sample !== "" && <code>{sample}</code>}
            </li>
          ))}
          {left > 0 && <li>{t("notListed", { count: number(left) })}</li>}
        </ul>
      )}
    </Panel>
  );
}

function Members({ report }: ReportProps) {
  const t = useWords(reportWords);
  const language = useLanguage();
  return (
    <details className={css["members"]}>
      <summary>{`${t("members")} (${report.members.length.toLocaleString(language)})`}</summary>
      <ul>
        {report.members.map(({ name, records }) => (
          <li key={name}>
            <span>{name}</span>
            <Quiet small>{`${t("memberRecords")}: ${records.toLocaleString(language)}`}</Quiet>
          </li>
        ))}
      </ul>
    </details>
  );
}
