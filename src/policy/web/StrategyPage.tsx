import { IconPencil } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import css from "./Strategy.module.css";
import {
  strategyApi,
  useChannelChoices,
  useStrategy,
  useStrategyChanged,
  useStrategyVersions,
  type Objective,
  type StrategyRow,
} from "./strategy-api.ts";
import { strategyWords } from "./words/strategy.ts";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** `/strategy`: what the posts are for, and the way to the next version. */
export function StrategyPage() {
  const t = useWords(strategyWords);
  const { data, error, refetch } = useStrategy();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  const { strategy } = data;
  const state = strategy.version === 0 ? t("model") : t("inForce", { version: strategy.version });
  return (
    <>
      <PageHeader title={t("title")} about={`${t("about")} ${state}`} actions={<BeginButton />} />
      <Stack gap={24}>
        <Panel title={strategy.title}>
          <ObjectiveTable objectives={strategy.objectives} />
          <p>
            <Quiet>{t("quiet", { count: strategy.quietDays })}</Quiet>
          </p>
        </Panel>
        <Cadence strategy={strategy} />
        <Versions />
      </Stack>
    </>
  );
}

function ObjectiveTable({ objectives }: { objectives: readonly Objective[] }) {
  const t = useWords(strategyWords);
  const language = useLanguage();
  const channels = useChannelChoices();
  const where = (ids: readonly string[]) =>
    ids.map((id) => channels.find((one) => one.id === id)?.name ?? "").join(", ");
  return (
    <table className={css["table"]} aria-label={t("title")}>
      <thead>
        <tr>
          <th scope="col">{t("objective")}</th>
          <th scope="col">{t("why")}</th>
          <th scope="col" className={css["number"]}>
            {t("share")}
          </th>
          <th scope="col" className={css["number"]}>
            {t("perWeek")}
          </th>
          <th scope="col">{t("where")}</th>
        </tr>
      </thead>
      <tbody>
        {objectives.map((one) => (
          <tr key={one.key}>
            <th scope="row">{one.name[language] || one.name.en}</th>
            <td>{one.why[language] || one.why.en}</td>
            <td className={css["number"]} data-label={t("share")}>
              {one.share === null ? t("noTarget") : t("percent", { count: one.share })}
            </td>
            <td className={css["number"]} data-label={t("perWeek")}>
              {one.perWeek === null ? t("noTarget") : one.perWeek}
            </td>
            <td data-label={t("where")}>
              {one.channels.length === 0 ? t("everywhere") : where(one.channels)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cadence({ strategy }: { strategy: Pick<StrategyRow, "cadence"> }) {
  const t = useWords(strategyWords);
  const channels = useChannelChoices();
  const name = (id: string) => channels.find((one) => one.id === id)?.name ?? "";
  return (
    <Panel title={t("cadence")}>
      <p>
        <Quiet>{strategy.cadence.length === 0 ? t("noCadence") : t("cadenceAbout")}</Quiet>
      </p>
      <dl className={css["cadence"]}>
        {strategy.cadence.map(({ channel, perWeek }) => (
          <div key={channel}>
            <dt>{name(channel)}</dt>
            <dd>{t("target", { number: perWeek })}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Versions() {
  const t = useWords(strategyWords);
  const may = useMay();
  const changed = useStrategyChanged();
  const { data } = useStrategyVersions();
  if (!data || data.versions.length === 0) return null;
  const newest = data.versions.find((one) => one.inForceFrom !== null)?.version;
  return (
    <Panel title={t("versions")}>
      <ul className={css["versions"]}>
        {data.versions.map((one) => (
          <li key={one.version}>
            <strong>{t("version", { version: one.version })}</strong>
            {one.inForceFrom === null ? (
              <StateBadge meaning="wait" label={t("draft")} />
            ) : (
              <Quiet>
                <TimeAgo at={one.inForceFrom} />
              </Quiet>
            )}
            {one.version === newest && (
              <StateBadge meaning="good" label={t("inForce", { version: one.version })} />
            )}
            {one.inForceFrom === null && (
              <ConfirmButton
                small
                question={t("adoptQuestion")}
                consequence={t("adoptConsequence")}
                disabledReason={may("strategy.adopt") ? undefined : t("notYours")}
                onConfirm={async () => {
                  await strategyApi.adopt(one.version);
                  await changed();
                  toast(t("adopted"));
                }}
              >
                {t("adopt")}
              </ConfirmButton>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Begins the next version, or leads to the draft there is: one draft at a time. */
function BeginButton() {
  const t = useWords(strategyWords);
  const may = useMay();
  const navigate = useNavigate();
  const changed = useStrategyChanged();
  const { data } = useStrategyVersions();
  const { busy, error, act } = useAct();
  if (!may("strategy.change")) return null;
  if (data?.versions.some((one) => one.inForceFrom === null))
    return (
      <LinkButton look="primary" icon={IconPencil} to="/strategy/edit">
        {t("continue")}
      </LinkButton>
    );
  const begin = () =>
    act(async () => {
      await strategyApi.begin();
      await changed();
      await navigate("/strategy/edit");
    });
  return (
    <>
      <ErrorNotice error={error} />
      <Button look="primary" icon={IconPencil} loading={busy} onClick={() => void begin()}>
        {t("begin")}
      </Button>
    </>
  );
}
