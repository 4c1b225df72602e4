import { Link } from "react-router";
import { peopleApi, type PersonRow } from "./api-agency.ts";
import css from "./Pages.module.css";
import { usePeopleChanged } from "./people-queries.ts";
import { PersonEnding } from "./PersonEnding.tsx";
import { PersonRoles } from "./PersonRoles.tsx";
import { PersonTrainings } from "./PersonTrainings.tsx";
import { PersonUnit } from "./PersonUnit.tsx";
import { peopleWords } from "./words/people.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { Row } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** One account: its facts, its roles, its trainings and what helps when something is wrong. */
export function PersonDetails({ person }: { person: PersonRow }) {
  const t = useWords(peopleWords);
  const may = useMay();
  const [user = "", host = ""] = person.email.split("@");
  return (
    <div className={css["details"]}>
      <section>
        <h3>{t("facts")}</h3>
        <dl>
          <dt>{t("email")}</dt>
          <dd>
            {user}@<wbr />
            {host}
          </dd>
          <dt>{t("jobTitle")}</dt>
          <dd>{person.title || "–"}</dd>
          <dt>{t("since")}</dt>
          <dd>
            <TimeAgo at={person.madeAt} />
          </dd>
          <dt>{t("lastSeen")}</dt>
          <dd>{person.lastSeenAt ? <TimeAgo at={person.lastSeenAt} /> : t("neverSeen")}</dd>
          {person.lockedAt && (
            <>
              <dt>{t("lockedSince")}</dt>
              <dd>
                <TimeAgo at={person.lockedAt} />
              </dd>
            </>
          )}
          {person.endedAt && (
            <>
              <dt>{t("endedAt")}</dt>
              <dd>
                <TimeAgo at={person.endedAt} />
              </dd>
              <dt>{t("why")}</dt>
              <dd>{person.endedWhy}</dd>
            </>
          )}
        </dl>
      </section>
      <PersonUnit person={person} />
      <PersonRoles person={person} />
      <PersonTrainings person={person} />
      {may("people.end") && <AccountActs person={person} />}
      {may("audit.read") && (
        <p>
          <Link to={`/audit?subject=${person.id}`}>{t("history")}</Link>
        </p>
      )}
    </div>
  );
}

function AccountActs({ person }: { person: PersonRow }) {
  const t = useWords(peopleWords);
  const changed = usePeopleChanged();
  const { id, name } = person;
  return (
    <section>
      <h3>{t("account")}</h3>
      <Row>
        {person.endedAt === null && (
          <>
            <ConfirmButton
              small
              consequence={t("unlockConsequence", { name })}
              disabledReason={person.lockedAt ? undefined : t("notLocked")}
              onConfirm={async () => {
                await peopleApi.unlock(id);
                await changed();
                toast(t("unlocked", { name }));
              }}
            >
              {t("unlock")}
            </ConfirmButton>
            <ConfirmButton
              small
              consequence={t("recoverConsequence")}
              onConfirm={async () => {
                await peopleApi.askRecovery(id);
                await changed();
                toast(t("recoverAsked"));
              }}
            >
              {t("recover")}
            </ConfirmButton>
          </>
        )}
        <PersonEnding person={person} />
      </Row>
    </section>
  );
}
