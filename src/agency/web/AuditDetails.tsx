import type { AuditRow } from "./api-agency.ts";
import css from "./Pages.module.css";
import { localTime, utcTime } from "./precise-time.ts";
import { readableFacts } from "./readable-facts.ts";
import { auditWords } from "./words/audit.ts";
import { CopyHash } from "#ui/CopyHash.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useZone } from "#ui/session.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** One event whole: both clocks, every fact, and where it came from. */
export function AuditDetails({ event }: { event: AuditRow }) {
  const t = useWords(auditWords);
  const zone = useZone();
  const language = useLanguage();
  const facts = readableFacts(event.facts, t("yes"), t("no"));
  const [via = ""] = event.via.split(" ");
  const ways: Record<string, string> = {
    session: t("viaSession"),
    token: t("viaToken"),
    "command-line": t("viaCommandLine"),
    system: t("viaSystem"),
  };
  return (
    <div className={css["details"]}>
      <section>
        <h3>{t("when")}</h3>
        <dl>
          <dt>{t("local")}</dt>
          <dd>{localTime(event.at, zone, language)}</dd>
          <dt>{t("utc")}</dt>
          <dd>{utcTime(event.at)}</dd>
        </dl>
      </section>
      <section>
        <h3>{t("facts")}</h3>
        {facts.length === 0 ? (
          <Quiet>{t("noFacts")}</Quiet>
        ) : (
          <dl>
            {facts.map(({ name, value }) => (
              <Pair key={name} name={name} value={value} />
            ))}
          </dl>
        )}
      </section>
      <section>
        <h3>{t("who")}</h3>
        <dl>
          <Pair name={t("who")} value={event.actorName} />
          <Pair name={t("via")} value={ways[via] ?? event.via} />
          {event.address !== "" && <Pair name={t("address")} value={event.address} />}
          {event.agent !== "" && <Pair name={t("agent")} value={event.agent} />}
          <dt>{t("number")}</dt>
          <dd>
            <CopyHash hash={event.id} shown={36} />
          </dd>
        </dl>
      </section>
    </div>
  );
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
