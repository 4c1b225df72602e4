import { IconAlertTriangle, IconPencil, IconSchool } from "@tabler/icons-react";
import { useParams } from "react-router";
import { AlertActs } from "./AlertActs.tsx";
import css from "./Alerts.module.css";
import { useAlert, type AlertData } from "./api.ts";
import { MessagePanel } from "./MessagePanel.tsx";
import { meanings } from "./states.ts";
import { alertsWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

/** `/alerts/:id`: the one page of an alert. */
export function AlertView() {
  const t = useWords(alertsWords);
  const { id = "" } = useParams();
  const { data, error, refetch } = useAlert(id);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  const { alert, messages } = data;
  const cancel = messages.find(({ type, state }) => type === "Cancel" && state !== "issued");
  const said = messages.filter((one) => one !== cancel).toReversed();
  return (
    <>
      <PageHeader
        title={alert.headline}
        state={<StateBadge meaning={meanings[alert.state]} label={t(alert.state)} />}
        up={{ to: "/alerts", label: t("toList") }}
        actions={<Changing data={data} />}
      />
      <Stack gap={16}>
        {alert.mode !== "actual" && <Notice icon={IconSchool}>{t("practiceHead")}</Notice>}
        {alert.overdueAt && alert.state === "active" && (
          <Notice icon={IconAlertTriangle} meaning="bad">
            {t("late")}
          </Notice>
        )}
        <Times data={data} />
        <AlertActs data={data} />
        {said.map((message) => (
          <MessagePanel key={message.id} alert={data} message={message} />
        ))}
        {cancel && <MessagePanel alert={data} message={cancel} />}
        <Quiet small>{t("notIpaws")}</Quiet>
      </Stack>
    </>
  );
}

function Times({ data: { alert, people } }: { data: AlertData }) {
  const t = useWords(alertsWords);
  return (
    <dl className={css["times"]}>
      <dt>{t("by")}</dt>
      <dd>{people[alert.draftedBy]}</dd>
      {alert.startedAt && (
        <>
          <dt>{t("issued")}</dt>
          <dd>
            <TimeAgo at={alert.startedAt} />
          </dd>
        </>
      )}
      {alert.expiresAt && (
        <>
          <dt>{t("expiresAt")}</dt>
          <dd>
            <TimeAgo at={alert.expiresAt} />
          </dd>
        </>
      )}
      {alert.nextUpdateBy && (
        <>
          <dt>{t("next")}</dt>
          <dd>
            <TimeAgo at={alert.nextUpdateBy} />
          </dd>
        </>
      )}
    </dl>
  );
}

/** What is not out yet can be changed; what is out is followed by an update. */
function Changing({ data: { alert, messages } }: { data: AlertData }) {
  const t = useWords(alertsWords);
  const may = useMay();
  if (!may("alert.draft") || (alert.state !== "draft" && alert.state !== "active")) return null;
  const isOpen = messages.some(({ type, state }) => type !== "Cancel" && state === "draft");
  return (
    <Row>
      {isOpen ? (
        <LinkButton to={`/alerts/${alert.id}/change`} icon={IconPencil}>
          {t("change")}
        </LinkButton>
      ) : (
        <LinkButton to={`/alerts/${alert.id}/update`} icon={IconPencil} look="primary">
          {t("update")}
        </LinkButton>
      )}
    </Row>
  );
}
