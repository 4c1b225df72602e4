import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { peopleApi } from "./api-agency.ts";
import { OnceShown } from "./OnceShown.tsx";
import css from "./Pages.module.css";
import { usePeople, usePeopleChanged } from "./people-queries.ts";
import { peopleWords } from "./words/people.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { useSession } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

/** Recoveries that wait for a second administrator. Seconding one asks for a recent proof. */
export function RecoveryPanel() {
  const t = useWords(peopleWords);
  const session = useSession();
  const people = usePeople();
  const changed = usePeopleChanged();
  const [link, setLink] = useState<{ name: string; link: string }>();
  const list = useQuery({
    queryKey: ["recoveries"],
    queryFn: peopleApi.recoveries,
    retry: false,
  });
  const nameOf = (id: string | null) =>
    people.data?.people.find((one) => one.id === id)?.name ?? "";
  return (
    <div className={css["below"]}>
      <Panel title={t("recoveries")}>
        <Stack gap={12}>
          <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
          {list.data?.recoveries.length === 0 && <Quiet>{t("recoveriesNone")}</Quiet>}
          {link && (
            <>
              <p>{t("linkHeading", { name: link.name })}</p>
              <OnceShown label={t("link")} secret={link.link} />
            </>
          )}
          <ul className={css["rows"]}>
            {list.data?.recoveries.map(({ id, personId, madeBy, madeAt }) => (
              <li key={id}>
                <span className={css["two"]}>
                  <span>{nameOf(personId)}</span>
                  <small>
                    {t("askedBy", { name: nameOf(madeBy) })}, <TimeAgo at={madeAt} />
                  </small>
                </span>
                <ConfirmButton
                  small
                  consequence={t("secondConsequence", { name: nameOf(personId) })}
                  disabledReason={madeBy === session.person.id ? t("secondOwn") : undefined}
                  onConfirm={async () => {
                    const made = await peopleApi.secondRecovery(id);
                    setLink({ name: nameOf(personId), link: made.link });
                    await changed();
                  }}
                >
                  {t("second")}
                </ConfirmButton>
              </li>
            ))}
          </ul>
        </Stack>
      </Panel>
    </div>
  );
}
