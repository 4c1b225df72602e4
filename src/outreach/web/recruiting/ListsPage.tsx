import { IconFileImport, IconPlus, IconTableImport } from "@tabler/icons-react";
import { useId, useState } from "react";
import { openingsApi, useOpeningFeeds, useOpeningsChanged, type ImportTold } from "./api.ts";
import css from "./Openings.module.css";
import { OpeningTabs } from "./OpeningsPage.tsx";
import { openingWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useTold } from "#ui/told.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** `/openings/lists`: the agency's own list as a table, and jobs sites that are read. */
export function ListsPage() {
  const t = useWords(openingWords);
  const may = useMay();
  return (
    <>
      <PageHeader title={t("tabLists")} about={t("listsAbout")} />
      <Stack gap={24}>
        <OpeningTabs />
        {may("opening.write") && <TablePanel />}
        <FeedsPanel />
      </Stack>
    </>
  );
}

function TablePanel() {
  const t = useWords(openingWords);
  const id = useId();
  const changed = useOpeningsChanged();
  const { busy, error, act } = useAct();
  const [text, setText] = useState("");
  const [told, setTold] = useState<ImportTold>();
  const good = told?.lines.filter(({ outcome }) => outcome === "new" || outcome === "changed");
  const look = () => act(async () => setTold(await openingsApi.bring(text, true)));
  const bring = () =>
    act(async () => {
      setTold(await openingsApi.bring(text, false));
      await changed();
      toast(t("brought", { count: good?.length ?? 0 }));
      setText("");
    });
  const type = (next: string) => {
    setText(next);
    setTold(undefined);
  };
  return (
    <Panel title={t("table")}>
      <Stack gap={16}>
        <Quiet>{t("tableAbout")}</Quiet>
        <div className={css["file"]}>
          <label htmlFor={id}>{t("file")}</label>
          <input
            id={id}
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            onChange={({ currentTarget }) =>
              void currentTarget.files?.[0]?.bytes().then(lettersOf).then(type)
            }
          />
        </div>
        <AreaField label={t("paste")} rows={5} value={text} onChange={type} />
        <ErrorNotice error={error} />
        {told && <Report told={told} />}
        <Row>
          <Button
            icon={IconTableImport}
            loading={busy}
            disabled={text.trim() === ""}
            onClick={() => void look()}
          >
            {t("look")}
          </Button>
          {told && text !== "" && (
            <Button
              look="primary"
              icon={IconFileImport}
              loading={busy}
              disabled={(good?.length ?? 0) === 0}
              onClick={() => void bring()}
            >
              {t("bring")}
            </Button>
          )}
        </Row>
      </Stack>
    </Panel>
  );
}

/** As spreadsheets here save it: UTF-8, else Windows-1252. */
function lettersOf(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const looks: Record<ImportTold["lines"][number]["outcome"], Meaning> = {
  new: "good",
  changed: "wait",
  same: "neutral",
  bad: "bad",
};

/** Every line of the table, and what becomes of it. */
function Report({ told }: { told: ImportTold }) {
  const t = useWords(openingWords);
  const language = useLanguage();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <section className={css["scroll"]} aria-label={t("outcome")} tabIndex={0}>
      <table className={css["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("line")}</th>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {told.lines.map(({ line, title, outcome, problems }) => (
            <tr key={line}>
              <th scope="row">{line}</th>
              <td>{title}</td>
              <td>
                <StateBadge meaning={looks[outcome]} label={t(`${outcome}-line`)} />{" "}
                {problems.map((says) => says[language]).join("; ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {told.ignored.length > 0 && <p>{t("ignored", { names: told.ignored.join(", ") })}</p>}
    </section>
  );
}

function FeedsPanel() {
  const t = useWords(openingWords);
  const may = useMay();
  const changed = useOpeningsChanged();
  const { data } = useOpeningFeeds();
  const { busy, error, act } = useAct();
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const add = () =>
    act(async () => {
      await openingsApi.addFeed({ name, url });
      setName("");
      setUrl("");
      await changed();
      toast(t("added"));
    });
  return (
    <Panel title={t("feeds")}>
      <Stack gap={16}>
        <Quiet>{t("feedsAbout")}</Quiet>
        {data?.feeds.length === 0 && <p>{t("noFeeds")}</p>}
        <ul className={css["links"]}>
          {data?.feeds.map((feed) => (
            <FeedItem key={feed.id} feed={feed} />
          ))}
        </ul>
        {may("opening.write") && (
          <>
            <div className={css["grid"]}>
              <TextField label={t("feedName")} maxLength={120} value={name} onChange={setName} />
              <TextField
                type="url"
                label={t("feedUrl")}
                maxLength={2_000}
                value={url}
                onChange={setUrl}
              />
            </div>
            <ErrorNotice error={error} />
            <Row>
              <Button
                icon={IconPlus}
                loading={busy}
                disabled={name.trim() === "" || url.trim() === ""}
                onClick={() => void add()}
              >
                {t("addFeed")}
              </Button>
            </Row>
          </>
        )}
      </Stack>
    </Panel>
  );
}

type Feed = NonNullable<ReturnType<typeof useOpeningFeeds>["data"]>["feeds"][number];

function FeedItem({ feed }: { feed: Feed }) {
  const t = useWords(openingWords);
  const language = useLanguage();
  const may = useMay();
  const { sentence } = useTold();
  const changed = useOpeningsChanged();
  const isFine = feed.error === null;
  const end = async () => {
    await openingsApi.endFeed(feed.id);
    await changed();
  };
  return (
    <li>
      <div>
        <strong>{feed.name}</strong>{" "}
        {(feed.polledAt !== null || !isFine) && (
          <StateBadge meaning={isFine ? "good" : "bad"} label={t(isFine ? "fine" : "failed")} />
        )}
        <p className={css["url"]}>
          <Quiet>
            {feed.url} · {feed.polledAt ? <TimeAgo at={feed.polledAt} /> : t("never")}
          </Quiet>
        </p>
        {feed.error && (
          <p>
            {t("failing", { why: sentence(feed.error).text })} <TimeAgo at={feed.nextAt} />
          </p>
        )}
        {feed.problems.length > 0 && (
          <details>
            <summary>{t("problems")}</summary>
            <ul>
              {feed.problems.map(({ at, says }, place) => (
                <li key={place}>
                  {at}: {says[language]}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {may("opening.write") && (
        <ConfirmButton small look="quiet" consequence={t("endFeedConsequence")} onConfirm={end}>
          {t("endFeed")}
        </ConfirmButton>
      )}
    </li>
  );
}
