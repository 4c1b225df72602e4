import type { Proof } from "./api.ts";
import css from "./Proof.module.css";
import { proofWords } from "./words/proof.ts";
import { Panel, Quiet } from "#ui/layout.tsx";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

type Attestor = Proof["witnesses"][number] & { endsAt?: string | null; endsSoon?: boolean };

/** Witnesses and time-stamp authorities: up to where each attests the log, and which of them lag since when. */
export function ProofStanding({ proof }: { proof: Proof }) {
  const t = useWords(proofWords);
  const { witnesses, authorities, quorum, isEnough, log } = proof;
  return (
    <Panel title={t("stands")}>
      {witnesses.length === 0 ? (
        <p>
          <Quiet>{t("nobody")}</Quiet>
        </p>
      ) : (
        <p>
          {quorum && t("quorum", { quorum })} {t(isEnough ? "enough" : "notEnough")}
        </p>
      )}
      <ul className={css["attestors"]}>
        {witnesses.map((one) => (
          <AttestorLine key={one.key} one={one} kind={t("witness")} size={log.size} />
        ))}
        {authorities.map((one) => (
          <AttestorLine key={one.key} one={one} kind={t("authority")} size={null} />
        ))}
      </ul>
      {authorities.length === 0 && (
        <p>
          <Quiet>{t("noStamps")}</Quiet>
        </p>
      )}
    </Panel>
  );
}

interface LineProps {
  one: Attestor;
  kind: string;
  /** The log's size, where it is to be attested up to its end; a stamp an hour is enough. */
  size: number | null;
}

function AttestorLine({ one, kind, size }: LineProps) {
  const t = useWords(proofWords);
  const language = useLanguage();
  const { meaning, word } = stateOf(one, size);
  return (
    <li>
      <span className={css["who"]}>
        <Quiet small>{kind}</Quiet>
        <strong>{one.name}</strong>
      </span>
      <StateBadge meaning={meaning} label={t(word)} />
      <span className={css["how"]}>
        {one.attestedAt && (
          <span>
            {t("atSize", { size: one.size.toLocaleString(language) })},{" "}
            <TimeAgo at={one.attestedAt} />
            {one.endsAt && `; ${t("ends", { day: one.endsAt.slice(0, 10) })}`}
          </span>
        )}
        {one.failingSince && (
          <span>
            <TimeAgo at={one.failingSince} show="age" />: {one.says}
          </span>
        )}
        {one.endsSoon && <span>{t("endsSoon")}</span>}
      </span>
    </li>
  );
}

function stateOf(
  { failingSince, attestedAt, size: attested, endsSoon }: Attestor,
  size: number | null,
): { meaning: Meaning; word: "lags" | "never" | "behind" | "fresh" } {
  if (failingSince !== null) return { meaning: "wait", word: "lags" };
  if (attestedAt === null) return { meaning: "neutral", word: "never" };
  if (size !== null && attested < size) return { meaning: "info", word: "behind" };
  return { meaning: endsSoon ? "wait" : "good", word: "fresh" };
}
