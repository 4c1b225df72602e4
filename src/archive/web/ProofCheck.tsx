import { IconShieldCheck, IconShieldExclamation, IconShieldQuestion } from "@tabler/icons-react";
import type { ProofCheckRow } from "./api.ts";
import css from "./Proof.module.css";
import { proofWords } from "./words/proof.ts";
import { Panel, Quiet } from "#ui/layout.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

/** The answer to one question, in plain words; while a check runs, how far it is. */
export function ProofCheck({ checks }: { checks: readonly ProofCheckRow[] }) {
  const t = useWords(proofWords);
  const running = checks.find(({ endedAt }) => endedAt === null);
  const last = checks.find(({ endedAt }) => endedAt !== null);
  return (
    <Panel title={t("checkTitle")}>
      {running && <Progress check={running} />}
      {last ? (
        <Answer check={last} />
      ) : (
        !running && (
          <div className={css["answer"]}>
            <IconShieldQuestion size={28} stroke={1.75} aria-hidden />
            <p>{t("neverChecked")}</p>
          </div>
        )
      )}
    </Panel>
  );
}

function Progress({ check }: { check: ProofCheckRow }) {
  const t = useWords(proofWords);
  const language = useLanguage();
  const number = (value: number) => value.toLocaleString(language);
  return (
    <div className={css["progress"]} role="status">
      <progress max={Math.max(1, check.size)} value={check.done} aria-label={t("checking")} />
      <Quiet>
        {check.startedAt === null || check.size === 0
          ? t("waits")
          : t("under", { done: number(check.done), size: number(check.size) })}
      </Quiet>
    </div>
  );
}

function Answer({ check }: { check: ProofCheckRow }) {
  const t = useWords(proofWords);
  const language = useLanguage();
  const number = (value: number) => value.toLocaleString(language);
  const { report } = check;
  if (!report || !check.endedAt) return null;
  const isWhole = report.faultCount === 0 && report.failed === undefined;
  const Icon = isWhole ? IconShieldCheck : IconShieldExclamation;
  const { cosignatures, stamps, expired } = report.attested;
  return (
    <div className={css["answer"]} data-whole={isWhole || undefined}>
      <Icon size={28} stroke={1.75} aria-hidden />
      <div>
        <p className={css["verdict"]}>
          {isWhole
            ? t("whole")
            : report.failed === undefined
              ? t("broken", { count: report.faultCount })
              : t("failed", { why: report.failed })}
        </p>
        {report.failed === undefined && (
          <p>
            {t("compared", {
              records: number(report.records),
              checkpoints: number(report.checkpoints),
              cosignatures: number(cosignatures),
              stamps: number(stamps),
            })}{" "}
            {report.pending > 0 && t("pending", { count: number(report.pending) })}
          </p>
        )}
        {report.failed === undefined && expired > 0 && <p>{t("expired", { count: expired })}</p>}
        {!isWhole && <p>{t("advice")}</p>}
        {report.faults.length > 0 && (
          <ol className={css["faults"]}>
            {report.faults.slice(0, 10).map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ol>
        )}
        <Quiet small>
          <TimeAgo at={check.endedAt} />,{" "}
          {check.by === null ? t("byNight") : t("byPerson", { name: check.by })}
        </Quiet>
      </div>
    </div>
  );
}
