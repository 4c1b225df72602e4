import { IconEdit } from "@tabler/icons-react";
import { useParams } from "react-router";
import { openingsApi, useOpenings, useOpeningsChanged, type OpeningRow } from "./api.ts";
import { DayPanel } from "./DayPanel.tsx";
import { LinksPanel } from "./LinksPanel.tsx";
import css from "./Openings.module.css";
import { meanings } from "./states.ts";
import { openingWords } from "./words.ts";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/openings/:id`: what it says, its approval, its links, its day in the life. */
export function OpeningPage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useOpenings();
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const opening = data?.openings.find((one) => one.id === id);
  if (!opening) return <SkeletonPage />;
  return <Whole opening={opening} />;
}

function Whole({ opening }: { opening: OpeningRow }) {
  const t = useWords(openingWords);
  const may = useMay();
  const { content, state } = opening;
  const isPublic = opening.publicAt !== null && opening.closedAt === null;
  return (
    <>
      <PageHeader
        title={content.title.en}
        about={t("writtenBy", { name: opening.writer })}
        up={{ to: "/openings", label: t("up") }}
        state={<StateBadge meaning={meanings[state]} label={t(state)} />}
        actions={<Actions opening={opening} />}
      />
      <Stack gap={24}>
        {(state === "waiting" || state === "changed") && may("opening.approve") && (
          <Decide opening={opening} />
        )}
        <Facts opening={opening} />
        {opening.closedAt === null &&
          (isPublic ? (
            <>
              <LinksPanel opening={opening} />
              {may("opening.write") && may("post.draft") && <DayPanel opening={opening} />}
            </>
          ) : (
            <Panel title={t("links")}>
              <p>{t("linksWait")}</p>
            </Panel>
          ))}
      </Stack>
    </>
  );
}

function Actions({ opening }: { opening: OpeningRow }) {
  const t = useWords(openingWords);
  const may = useMay();
  const changed = useOpeningsChanged();
  const close = async () => {
    await openingsApi.close(opening.id);
    await changed();
    toast(t("closedDone"));
  };
  return (
    <Row>
      {opening.publicAt !== null && (
        <a href={`/jobs/${opening.code}`} target="_blank" rel="noreferrer">
          {t("openPage")}
        </a>
      )}
      {opening.closedAt === null && may("opening.write") && (
        <>
          <LinkButton to={`/openings/${opening.id}/edit`} icon={IconEdit}>
            {t("edit")}
          </LinkButton>
          <ConfirmButton consequence={t("closeConsequence")} onConfirm={close}>
            {t("close")}
          </ConfirmButton>
        </>
      )}
    </Row>
  );
}

function Decide({ opening }: { opening: OpeningRow }) {
  const t = useWords(openingWords);
  const changed = useOpeningsChanged();
  const { busy, error, act } = useAct();
  const { id, hash, isMine } = opening;
  const approve = () =>
    act(async () => {
      await openingsApi.approve([{ id, hash }]);
      await changed();
      toast(t("approved"));
    });
  return (
    <Panel title={t("approve")}>
      <Stack gap={16}>
        {isMine && <p>{t("ownOpening")}</p>}
        <ErrorNotice error={error} />
        {!isMine && (
          <Row>
            <Button look="primary" loading={busy} onClick={() => void approve()}>
              {t("approve")}
            </Button>
          </Row>
        )}
      </Stack>
    </Panel>
  );
}

function Facts({ opening: { content } }: { opening: OpeningRow }) {
  const t = useWords(openingWords);
  const cents = content.payPer === "hour" ? 2 : 0;
  const money = (value: number | null) =>
    value === null
      ? ""
      : value.toLocaleString("en-US", {
          style: "currency",
          currency: "USD",
          minimumFractionDigits: cents,
          maximumFractionDigits: cents,
        });
  const pay = [money(content.payFrom), money(content.payTo)].filter(Boolean).join(" – ");
  const rows = [
    [t("titleEs"), content.title.es],
    [t("work"), t(content.work)],
    [t("unit"), content.unit],
    [t("place"), content.place],
    [t("pay"), pay && `${pay} / ${t(content.payPer)}`],
    [t("reference"), content.reference],
    [t("closes"), content.closesOn || t("untilFilled")],
    [t("applyUrl"), content.applyUrl],
  ].filter(([, value]) => value !== "");
  return (
    <Panel title={t("facts")}>
      <dl className={css["facts"]}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {content.about.en && <p className={css["about"]}>{content.about.en}</p>}
      {content.about.es && (
        <p className={css["about"]} lang="es">
          <Quiet>{content.about.es}</Quiet>
        </p>
      )}
    </Panel>
  );
}
