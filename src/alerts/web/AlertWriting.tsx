import { IconAlertOctagon, IconSchool } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { bodyOf, emptyForm, formOf, messageOf, type AlertForm } from "./alert-draft.ts";
import { AlertFields } from "./AlertFields.tsx";
import { alertsApi, useAlert, useAlertsChanged, type AlertMode } from "./api.ts";
import { CheckPanel } from "./CheckPanel.tsx";
import { alertsWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/alerts/new`: from what it is to who is asked, one thing after another. */
export function NewAlert() {
  const t = useWords(alertsWords);
  const [params] = useSearchParams();
  const mode = modeIn(params.get("mode"));
  return (
    <Writing
      title={t(mode === "actual" ? "newAlert" : "newPractice")}
      mode={mode}
      first={emptyForm}
      hasEnding
      save={async (form) => (await alertsApi.begin(bodyOf(form, Date.now(), mode))).id}
    />
  );
}

/** `/alerts/:id/change`: what is not out yet, written anew. */
export function ChangeAlert() {
  const t = useWords(alertsWords);
  const { id = "" } = useParams();
  const { data, error, refetch } = useAlert(id);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  const { mode } = data.alert;
  return (
    <Writing
      title={t("change")}
      mode={mode}
      first={() => formOf(data)}
      hasEnding
      save={async (form) => {
        const { mode: _mode, ...body } = bodyOf(form, Date.now(), mode);
        await alertsApi.rewrite(id, body);
        return id;
      }}
    />
  );
}

/** `/alerts/:id/update`: the next thing to say; what ends it goes on standing ready. */
export function UpdateAlert() {
  const t = useWords(alertsWords);
  const { id = "" } = useParams();
  const { data, error, refetch } = useAlert(id);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  return (
    <Writing
      title={t("update")}
      mode={data.alert.mode}
      first={() => formOf(data)}
      save={async (form) => {
        const content = messageOf(form, Date.now(), "sayings");
        await alertsApi.update(id, { content, channels: [...(form.channels ?? [])] });
        return id;
      }}
    />
  );
}

function modeIn(text: string | null): AlertMode {
  return text === "exercise" || text === "test" ? text : "actual";
}

interface WritingProps {
  title: string;
  mode: AlertMode;
  first: () => AlertForm;
  hasEnding?: boolean;
  save: (form: AlertForm) => Promise<string>;
}

function Writing({ title, mode, first, hasEnding = false, save }: WritingProps) {
  const t = useWords(alertsWords);
  const navigate = useNavigate();
  const changed = useAlertsChanged();
  const { busy, error, act } = useAct();
  const [form, setForm] = useState(first);
  const keep = () =>
    void act(async () => {
      const id = await save(form);
      await changed();
      toast(t("saved"));
      await navigate(`/alerts/${id}`);
    });
  return (
    <>
      <PageHeader title={title} up={{ to: "/alerts", label: t("toList") }} />
      <Stack gap={16}>
        {mode === "actual" ? (
          <Notice icon={IconAlertOctagon} meaning="bad">
            {t("liveHead")}
          </Notice>
        ) : (
          <Notice icon={IconSchool}>{t("practiceHead")}</Notice>
        )}
        <AlertFields form={form} mode={mode} hasEnding={hasEnding} onChange={setForm} />
        <CheckPanel form={form} mode={mode} />
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} onClick={keep}>
            {t(hasEnding ? "save" : "saveUpdate")}
          </Button>
        </Row>
      </Stack>
    </>
  );
}
