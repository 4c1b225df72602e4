import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { settingsApi, type AgencyFacts, type AgencyRow } from "./api-agency.ts";
import { BeatsPanel } from "./BeatsPanel.tsx";
import { LogoField } from "./LogoField.tsx";
import css from "./Pages.module.css";
import { states, timeZones } from "./states.ts";
import { TokensPanel } from "./TokensPanel.tsx";
import { UnitsPanel } from "./UnitsPanel.tsx";
import { useAct } from "#ui/use-act.ts";
import { settingsWords } from "./words/settings.ts";
import { apiBase } from "#ui/api.ts";
import { Button } from "#ui/buttons.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** `/settings`: what holds for the whole agency, and one's own tokens. */
export function SettingsPage() {
  const t = useWords(settingsWords);
  const may = useMay();
  const agency = useQuery({ queryKey: ["agency"], queryFn: settingsApi.agency });
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <div className={css["settings"]}>
        <Stack gap={24}>
          <ErrorNotice error={agency.error} onRetry={() => void agency.refetch()} />
          {agency.isPending && <SkeletonRows rows={6} />}
          {agency.data && <FactsPanel facts={agency.data} />}
          {may("token.create") && <TokensPanel />}
        </Stack>
        <Stack gap={24}>
          <BeatsPanel />
          <UnitsPanel />
        </Stack>
      </div>
    </>
  );
}

function FactsPanel({ facts }: { facts: AgencyRow }) {
  const t = useWords(settingsWords);
  const may = useMay();
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const [draft, setDraft] = useState<AgencyFacts>(() => only(facts));
  const set = (part: Partial<AgencyFacts>) => setDraft((before) => ({ ...before, ...part }));
  const locked = !may("agency.change");
  const [logo, setLogo] = useState<string>();
  const isSame = logo === undefined && JSON.stringify(draft) === JSON.stringify(only(facts));
  const reason = locked ? t("adminOnly") : isSame ? t("nothing") : undefined;
  const save = () =>
    act(async () => {
      await settingsApi.change(logo === undefined ? draft : { ...draft, logo });
      setLogo(undefined);
      await Promise.all(
        ["agency", "session"].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      );
      toast(t("saved"));
    });
  return (
    <Panel title={t("facts")}>
      <Stack>
        <TextField
          label={t("name")}
          value={draft.name}
          maxLength={200}
          disabled={locked}
          onChange={(name) => set({ name })}
        />
        <TextField
          label={t("shortName")}
          hint={t("shortHint")}
          value={draft.shortName}
          maxLength={200}
          disabled={locked}
          onChange={(shortName) => set({ shortName })}
        />
        <div className={css["pair"]}>
          <SelectField
            label={t("state")}
            value={draft.state}
            disabled={locked}
            onChange={(state) => set({ state })}
            choices={states.map(({ code, name }) => ({ value: code, label: name }))}
          />
          <SelectField
            label={t("timeZone")}
            value={draft.timeZone}
            disabled={locked}
            onChange={(timeZone) => set({ timeZone })}
            choices={timeZones.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
          />
        </div>
        <AreaField
          label={t("disclaimer")}
          optional
          value={draft.disclaimer}
          maxLength={2_000}
          disabled={locked}
          onChange={(disclaimer) => set({ disclaimer })}
        />
        <TextField
          label={t("securityContact")}
          hint={t("securityContactHint")}
          optional
          value={draft.securityContact}
          maxLength={300}
          disabled={locked}
          onChange={(securityContact) => set({ securityContact })}
        />
        {!locked && (
          <LogoField
            value={logo}
            keptAt={
              facts.logoSha256 === null ? undefined : `${apiBase}/agency/logo?${facts.logoSha256}`
            }
            onChange={setLogo}
          />
        )}
        <ErrorNotice error={error} />
        <DisabledReason reason={reason}>
          {(disabled) => (
            <Button
              look="primary"
              loading={busy}
              {...disabled}
              onClick={disabled.onClick ?? (() => void save())}
            >
              {t("save")}
            </Button>
          )}
        </DisabledReason>
      </Stack>
    </Panel>
  );
}

function only(facts: AgencyFacts): AgencyFacts {
  const { name, shortName, state, timeZone, disclaimer, securityContact } = facts;
  return { name, shortName, state, timeZone, disclaimer, securityContact };
}
