import { useState } from "react";
import { peopleApi, type PersonRow } from "./api-agency.ts";
import { usePeopleChanged } from "./people-queries.ts";
import { useAct } from "#ui/use-act.ts";
import { peopleWords } from "./words/people.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** Ends an account with its reason, or opens an ended one again. */
export function PersonEnding({ person }: { person: PersonRow }) {
  const t = useWords(peopleWords);
  const changed = usePeopleChanged();
  const [asking, setAsking] = useState(false);
  const { id, name } = person;
  if (person.endedAt !== null)
    return (
      <ConfirmButton
        small
        consequence={t("reopenConsequence", { name })}
        onConfirm={async () => {
          await peopleApi.reopen(id);
          await changed();
        }}
      >
        {t("reopen")}
      </ConfirmButton>
    );
  return (
    <>
      <Button small aria-haspopup="dialog" onClick={() => setAsking(true)}>
        {t("end")}
      </Button>
      {asking && <EndDialog person={person} onClose={() => setAsking(false)} />}
    </>
  );
}

function EndDialog({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const t = useWords(peopleWords);
  const changed = usePeopleChanged();
  const { busy, error, act } = useAct();
  const [why, setWhy] = useState("");
  const end = () =>
    act(async () => {
      await peopleApi.end(person.id, why.trim());
      await changed();
      onClose();
    });
  return (
    <Dialog open title={t("endQuestion", { name: person.name })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void end();
        }}
      >
        <Stack>
          <p>{t("endConsequence", { name: person.name })}</p>
          <TextField label={t("endWhy")} value={why} maxLength={200} isFirst onChange={setWhy} />
          <ErrorNotice error={error} />
          <Button type="submit" look="danger" loading={busy} disabled={why.trim() === ""}>
            {t("end")}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
