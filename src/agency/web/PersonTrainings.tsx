import { useState } from "react";
import { trainingsApi, type PersonReadiness, type PersonRow } from "./api-agency.ts";
import css from "./Pages.module.css";
import { usePeopleChanged, usePersonReadiness } from "./people-queries.ts";
import { peopleWords } from "./words/people.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Quiet, Row } from "#ui/layout.tsx";
import { useMay, useSession } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

/** May this person draft and approve today, why not, and which trainings are current. */
export function PersonTrainings({ person }: { person: PersonRow }) {
  const t = useWords(peopleWords);
  const may = useMay();
  const { data, error, refetch } = usePersonReadiness(person.id, may("readiness.read"));
  if (!may("readiness.read")) return null;
  return (
    <section>
      <Row apart>
        <h3>{t("trainings")}</h3>
        {data && person.endedAt === null && (
          <StateBadge
            meaning={data.denial ? "wait" : "good"}
            label={t(data.denial ? "notReady" : "ready")}
          />
        )}
      </Row>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {data && <Acknowledgement readiness={data} />}
      {data?.trainings.length === 0 && <Quiet>{t("trainingNone")}</Quiet>}
      <ul className={css["rows"]}>
        {data?.trainings.map((one) => (
          <li key={one.code}>
            <span className={css["two"]}>
              <span>{one.isRequired ? `${one.title} (${t("trainingNeeded")})` : one.title}</span>
              <small>
                {one.lapsesAt === undefined ? (
                  t("trainingNever")
                ) : (
                  <>
                    {t(one.isCurrent ? "trainingCurrent" : "trainingLapsed")}{" "}
                    <TimeAgo at={one.lapsesAt} />
                  </>
                )}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {may("training.record") && person.endedAt === null && (
        <RecordTraining person={person} trainings={data?.trainings ?? []} />
      )}
    </section>
  );
}

function Acknowledgement({ readiness }: { readiness: PersonReadiness }) {
  const t = useWords(peopleWords);
  const { policyVersion: version, acknowledgedAt } = readiness;
  if (version === undefined) return <Quiet>{t("policyNone")}</Quiet>;
  if (acknowledgedAt === undefined) return <Quiet>{t("policyNotRead", { version })}</Quiet>;
  return (
    <Quiet>
      {t("policyRead", { version })} <TimeAgo at={acknowledgedAt} />
    </Quiet>
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
