import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import css from "./Sources.module.css";
import { sourcesApi, useSourcesChanged, type Owner, type SourceRow } from "./sources-api.ts";
import { sourcesWords } from "./words/sources.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { PickField } from "#ui/PickField.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** Whose telephone or mailbox each address of a source is. */
export function SourceOwners({ source }: { source: SourceRow }) {
  const t = useWords(sourcesWords);
  const changed = useSourcesChanged();
  const { busy, error, act } = useAct();
  const [address, setAddress] = useState("");
  const [personId, setPersonId] = useState("");
  const { data } = useQuery({
    queryKey: ["people"],
    queryFn: sourcesApi.people,
    staleTime: 60_000,
  });
  const owners = source.people.map(({ address: one, personId: of }) => ({
    address: one,
    personId: of,
  }));
  const write = (next: Owner[]) =>
    act(async () => {
      await sourcesApi.owners(source.id, next);
      setAddress("");
      await changed();
    });
  return (
    <details className={css["owners"]}>
      <summary>
        {t("people")} ({owners.length})
      </summary>
      <Quiet small>{t("peopleHint")}</Quiet>
      <ul>
        {source.people.map((one) => (
          <li key={one.address}>
            <span>
              {one.address} · {one.name}
            </span>
            <Button
              small
              look="quiet"
              onClick={() => void write(owners.filter((other) => other.address !== one.address))}
            >
              {t("remove")}
            </Button>
          </li>
        ))}
      </ul>
      <div className={css["owner"]}>
        <TextField label={t("phone")} value={address} onChange={setAddress} />
        <PickField
          label={t("person")}
          value={personId}
          onChange={setPersonId}
          choices={(data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Button
          loading={busy}
          disabled={address.trim().length < 3 || personId === ""}
          onClick={() => void write([...owners, { address: address.trim(), personId }])}
        >
          {t("addPerson")}
        </Button>
      </div>
      <ErrorNotice error={error} />
    </details>
  );
}
