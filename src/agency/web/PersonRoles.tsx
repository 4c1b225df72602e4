import { useState } from "react";
import { peopleApi, type PersonRow, type Role } from "./api-agency.ts";
import css from "./Pages.module.css";
import { usePeopleChanged, useRoleName } from "./people-queries.ts";
import { roleLabels } from "./role-labels.ts";
import { peopleWords } from "./words/people.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useMay, useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

/** What a person may do: roles taken back and granted one at a time, each with its consequence. */
export function PersonRoles({ person }: { person: PersonRow }) {
  const t = useWords(peopleWords);
  const may = useMay();
  const role = useRoleName();
  const changed = usePeopleChanged();
  const { id, name } = person;
  const mayGrant = may("role.grant") && person.endedAt === null;
  return (
    <section>
      <h3>{t("roles")}</h3>
      {person.roles.length === 0 && <Quiet>{t("noRoles")}</Quiet>}
      <ul className={css["rows"]}>
        {person.roles.map((one) => (
          <li key={one}>
            <span>{role(one)}</span>
            {mayGrant && (
              <ConfirmButton
                small
                look="quiet"
                question={t("revokeQuestion", { role: role(one) })}
                consequence={t("revokeConsequence", { name })}
                onConfirm={async () => {
                  await peopleApi.revoke(id, one);
                  await changed();
                }}
              >
                {t("revoke")}
              </ConfirmButton>
            )}
          </li>
        ))}
      </ul>
      {mayGrant && <Grant person={person} />}
    </section>
  );
}

function Grant({ person }: { person: PersonRow }) {
  const t = useWords(peopleWords);
  const role = useRoleName();
  const session = useSession();
  const changed = usePeopleChanged();
  const [chosen, setChosen] = useState("");
  const free = Object.keys(roleLabels).filter(
    (name) => !person.roles.some((held) => held === name),
  );
  if (session.person.id === person.id) return <Quiet small>{t("ownRole")}</Quiet>;
  return (
    <div className={css["add"]}>
      <SelectField
        label={t("grant")}
        value={chosen}
        onChange={setChosen}
        placeholder={t("grantChoose")}
        choices={free.map((value) => ({ value, label: role(value) }))}
      />
      <ConfirmButton
        disabledReason={chosen === "" ? t("grantChoose") : undefined}
        consequence={t("grantConsequence", { name: person.name, role: role(chosen) })}
        onConfirm={async () => {
          await peopleApi.grant(person.id, chosen as Role);
          setChosen("");
          await changed();
        }}
      >
        {t("grantVerb")}
      </ConfirmButton>
    </div>
  );
}
