import { useState } from "react";
import { hostApi, useHostChanged, type HostDraft, type HostRow } from "./api.ts";
import { PlaceFields } from "./PlaceFields.tsx";
import { emptyFields, fieldsOf, draftOf, isReady } from "./host-fields.ts";
import { hostWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { PasswordField } from "#ui/PasswordField.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const purges = ["none", "addresses", "everything", "call"] as const;

/** Names the host, or changes how it is reached. Keys are typed in and never shown again. */
export function HostForm({ host }: { host: HostRow | undefined }) {
  const t = useWords(hostWords);
  const changed = useHostChanged();
  const { busy, error, act } = useAct();
  const [fields, setFields] = useState(host ? fieldsOf(host) : emptyFields);
  const set = (part: Partial<typeof fields>) => setFields((before) => ({ ...before, ...part }));
  const save = () =>
    act(async () => {
      const draft: HostDraft = draftOf(fields);
      await hostApi.set(draft);
      toast(t("saved"));
      await changed();
    });
  return (
    <Panel title={t(host ? "change" : "set")}>
      <Stack>
        <PlaceFields fields={fields} set={set} isKnown={host !== undefined} />
        <TextField
          label={t("publicUrl")}
          hint={t("publicHint")}
          optional
          maxLength={500}
          value={fields.publicUrl}
          onChange={(publicUrl) => set({ publicUrl })}
        />
        <SelectField
          label={t("purge")}
          value={fields.purge}
          onChange={(value) => set({ purge: purges.find((one) => one === value) ?? "none" })}
          choices={purges.map((value) => ({ value, label: t(`purge-${value}`) }))}
        />
        {fields.purge !== "none" && (
          <>
            <TextField
              label={t("purgeUrl")}
              maxLength={500}
              value={fields.purgeUrl}
              onChange={(purgeUrl) => set({ purgeUrl })}
            />
            <PasswordField
              autoComplete="new-password"
              label={t("purgeToken")}
              optional
              {...(host?.purge ? { hint: t("keptHint") } : {})}
              value={fields.purgeToken}
              onChange={(purgeToken) => set({ purgeToken })}
            />
          </>
        )}
        <ErrorNotice error={error} />
        <Row end>
          <Button
            look="primary"
            loading={busy}
            disabled={!isReady(fields, host !== undefined)}
            onClick={() => void save()}
          >
            {t("save")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}
