import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { auditApi, trainingsApi, type AuditRow, type PersonRow } from "./api-agency.ts";
import css from "./Pages.module.css";
import { useKnownTrainings, usePeopleChanged } from "./people-queries.ts";
import { peopleWords } from "./words/people.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useMay, useSession } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

/** Trainings recorded for a person, as the audit trail tells, and the recording of one. */
export function PersonTrainings({ person }: { person: PersonRow }) {
  const t = useWords(peopleWords);
  const may = useMay();
  const known = useKnownTrainings(may("policy.read"));
  const recorded = useQuery({
    queryKey: ["person-trainings", person.id],
    queryFn: () => auditApi.trail({ kind: "policy.training-recorded", subjectId: person.id }),
    enabled: may("audit.read"),
  });
  const titles = known.data?.trainings ?? [];
  const titleOf = (event: AuditRow) => {
    const code = codeOf(event);
    return titles.find((one) => one.code === code)?.title ?? code;
  };
  if (!may("audit.read") && !may("training.record")) return null;
  return (
    <section>
      <h3>{t("trainings")}</h3>
      {recorded.data?.events.length === 0 && <Quiet>{t("trainingNone")}</Quiet>}
      <ul className={css["rows"]}>
        {recorded.data?.events.map((event) => (
          <li key={event.id}>
            <span className={css["two"]}>
              <span>{titleOf(event)}</span>
              <small>
                {t("trainingRecorded")} <TimeAgo at={event.at} />, {event.actorName}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {may("training.record") && person.endedAt === null && (
        <RecordTraining person={person} trainings={titles} />
      )}
    </section>
  );
}

interface RecordTrainingProps {
  person: PersonRow;
  trainings: readonly { code: string; title: string }[];
}

function RecordTraining({ person, trainings }: RecordTrainingProps) {
  const t = useWords(peopleWords);
  const session = useSession();
  const changed = usePeopleChanged();
  const [chosen, setChosen] = useState("");
  const training = trainings.find(({ code }) => code === (chosen || trainings[0]?.code));
  if (!training) return null;
  const isOwn = session.person.id === person.id;
  return (
    <div className={css["add"]}>
      <SelectField
        label={t("trainingRecord")}
        value={training.code}
        onChange={setChosen}
        choices={trainings.map(({ code, title }) => ({ value: code, label: title }))}
      />
      <ConfirmButton
        disabledReason={isOwn ? t("trainingOwn") : undefined}
        consequence={t("trainingConsequence", { name: person.name, training: training.title })}
        onConfirm={async () => {
          await trainingsApi.record(person.id, training.code);
          await changed();
        }}
      >
        {t("trainingRecord")}
      </ConfirmButton>
    </div>
  );
}

function codeOf({ facts }: AuditRow): string {
  return typeof facts === "object" && facts !== null && "code" in facts ? String(facts.code) : "";
}
