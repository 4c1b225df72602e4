import { peopleApi, type PersonRow } from "./api-agency.ts";
import { usePeopleChanged, useUnits } from "./people-queries.ts";
import { peopleWords } from "./words/people.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** Where a person works: read by everybody, chosen by an administrator. It grants nothing. */
export function PersonUnit({ person }: { person: PersonRow }) {
  const t = useWords(peopleWords);
  const may = useMay();
  const changed = usePeopleChanged();
  const { data, error: unread } = useUnits();
  const { busy, error, act } = useAct();
  const units = data?.units ?? [];
  const mayAssign = may("people.assign") && person.endedAt === null;
  const assign = (unitId: string) =>
    act(async () => {
      await peopleApi.assign(person.id, unitId === "" ? null : unitId);
      await changed();
    });
  return (
    <section>
      <h3>{t("unit")}</h3>
      <ErrorNotice error={error ?? unread} />
      {mayAssign && units.length > 0 ? (
        <SelectField
          label={t("unitWhere", { name: person.name })}
          disabled={busy}
          value={person.unitId ?? ""}
          onChange={(unitId) => void assign(unitId)}
          choices={[
            { value: "", label: t("unitNone") },
            ...units.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      ) : (
        <Quiet>
          {units.find(({ id }) => id === person.unitId)?.name ??
            t(units.length > 0 ? "unitNone" : "unitsNone")}
        </Quiet>
      )}
    </section>
  );
}
