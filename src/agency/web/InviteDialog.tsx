import { useState } from "react";
import { peopleApi, type Role } from "./api-agency.ts";
import { OnceShown } from "./OnceShown.tsx";
import { usePeopleChanged, useRoleName } from "./people-queries.ts";
import { roleLabels } from "./role-labels.ts";
import { useAct } from "#ui/use-act.ts";
import { peopleWords } from "./words/people.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Quiet, Stack } from "#ui/layout.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useWords } from "#ui/words.ts";

/** Makes an account, and shows once the link that opens it. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useWords(peopleWords);
  const role = useRoleName();
  const changed = usePeopleChanged();
  const { busy, error, act } = useAct();
  const [draft, setDraft] = useState({ name: "", email: "", title: "" });
  const [roles, setRoles] = useState<string[]>([]);
  const [link, setLink] = useState<string>();
  const set = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  if (link !== undefined)
    return (
      <Dialog open title={t("linkHeading", { name: draft.name })} size="middle" onClose={onClose}>
        <Stack>
          <p>{t("linkAbout")}</p>
          <OnceShown label={t("link")} secret={link} />
          <Button onClick={onClose}>{t("done")}</Button>
        </Stack>
      </Dialog>
    );
  const invite = () =>
    act(async () => {
      const made = await peopleApi.invite({ ...draft, roles: roles as Role[] });
      setLink(made.link);
      await changed();
    });
  return (
    <Dialog open title={t("invite")} size="middle" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <Stack>
          <Quiet>{t("inviteAbout")}</Quiet>
          <TextField
            isFirst
            label={t("name")}
            value={draft.name}
            maxLength={200}
            onChange={(name) => set({ name })}
          />
          <TextField
            label={t("email")}
            type="email"
            value={draft.email}
            onChange={(email) => set({ email })}
          />
          <TextField
            label={t("jobTitle")}
            optional
            value={draft.title}
            maxLength={120}
            onChange={(title) => set({ title })}
          />
          <PickManyField
            label={t("roles")}
            optional
            value={roles}
            onChange={setRoles}
            choices={Object.keys(roleLabels).map((value) => ({ value, label: role(value) }))}
          />
          <ErrorNotice error={error} />
          <Button
            type="submit"
            look="primary"
            loading={busy}
            disabled={draft.name.trim() === "" || !draft.email.includes("@")}
          >
            {t("make")}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
