import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { longDay } from "./day-words.ts";
import { Due, RequestState } from "./Due.tsx";
import { Productions } from "./Productions.tsx";
import { FeesPanel } from "./FeesPanel.tsx";
import { PublishingPanel } from "./PublishingPanel.tsx";
import { RequestActs } from "./RequestActs.tsx";
import { RequestClock } from "./RequestClock.tsx";
import { RequestSteps } from "./RequestSteps.tsx";
import { requestsApi, type RequestData } from "./requests-api.ts";
import css from "./Requests.module.css";
import { requestsWords } from "./words/requests.ts";
import { requestWords } from "./words/request.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** `/requests/:id`: one request, its clock, its letters and what can be done. */
export function RequestPage() {
  const { id = "" } = useParams();
  const t = useWords(requestWords);
  const list = useWords(requestsWords);
  const { data, error, refetch } = useQuery({
    queryKey: ["request", id],
    queryFn: () => requestsApi.one(id),
    // A look is audited: it is repeated when somebody asks, never by the page itself.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  const changed = () => void refetch();
  return (
    <>
      <PageHeader
        title={t("title", { number: data.request.number })}
        up={{ to: "/requests", label: list("title") }}
        state={
          <>
            <RequestState request={data.request} />
            {data.request.state !== "closed" && <Due request={data.request} />}
          </>
        }
      />
      <RequestActs data={data} changed={changed} />
      <div className={css["page"]}>
        <div className={css["column"]}>
          <Panel title={t("asked")}>
            <p className={css["asked"]} lang={data.request.language}>
              {data.request.asked}
            </p>
          </Panel>
          <RequestClock clock={data.clock} law={data.law} today={data.today} />
          <Records data={data} />
          <Productions data={data} />
          <RequestSteps steps={data.steps} />
        </div>
        <div className={css["column"]}>
          <Facts data={data} changed={changed} />
          <Requester data={data} />
          <PublishingPanel data={data} changed={changed} />
          <FeesPanel key={data.steps.length} data={data} changed={changed} />
        </div>
      </div>
    </>
  );
}

/** How far the search and the review are, and the way there. */
function Records({ data }: { data: RequestData }) {
  const t = useWords(requestWords);
  const may = useMay();
  const { records, decided, seconded } = data.records;
  return (
    <Panel
      title={t("records")}
      aside={
        may("requests.read-records") && (
          <LinkButton small to={`/requests/${data.request.id}/records`}>
            {t(records === 0 ? "search" : "review")}
          </LinkButton>
        )
      }
    >
      <p>{records === 0 ? t("noSet") : t("reviewed", { count: records, decided, seconded })}</p>
    </Panel>
  );
}

const ways = {
  portal: "portal",
  mail: "mail",
  email: "way-email",
  phone: "way-phone",
  "in-person": "in-person",
} as const;
const kinds = {
  standard: "standard",
  commercial: "commercial",
  "body-worn-camera": "body-worn-camera",
  "older-records": "older-records",
  "in-person": "kind-in-person",
} as const;

function Facts({ data, changed }: { data: RequestData; changed: () => void }) {
  const t = useWords(requestWords);
  const language = useLanguage();
  const { request } = data;
  const kind = kinds[request.kind as keyof typeof kinds];
  return (
    <Panel title={t("facts")}>
      <dl className={css["facts"]}>
        <Fact label={t("receivedOn")}>{longDay(request.receivedOn, language)}</Fact>
        <Fact label={t("way")}>{t(ways[request.way])}</Fact>
        <Fact label={t("kind")}>{kind ? t(kind) : request.kind}</Fact>
      </dl>
      <Assign data={data} changed={changed} />
      <p>
        <Quiet small>{t(request.hasStatusLink ? "link" : "noLink")}</Quiet>
      </p>
    </Panel>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Assign({ data, changed }: { data: RequestData; changed: () => void }) {
  const t = useWords(requestWords);
  const may = useMay();
  const { error, busy, act } = useAct();
  const { id, assignedTo, assignee, state } = data.request;
  const { data: handlers } = useQuery({ queryKey: ["handlers"], queryFn: requestsApi.handlers });
  const choose = (to: string) =>
    void act(async () => {
      await requestsApi.assign(id, to === "" ? null : to, assignedTo);
      changed();
    });
  const people = (handlers?.people ?? []).map((one) => ({ value: one.id, label: one.name }));
  if (!may("requests.assign") || state === "closed")
    return (
      <dl className={css["facts"]}>
        <Fact label={t("assigned")}>{assignee || t("nobody")}</Fact>
      </dl>
    );
  return (
    <>
      <SelectField
        label={t("assigned")}
        value={assignedTo ?? ""}
        disabled={busy}
        onChange={choose}
        choices={[{ value: "", label: t("nobody") }, ...people]}
      />
      <ErrorNotice error={error} />
    </>
  );
}

const contactFields = ["name", "organization", "email", "phone", "address", "format"] as const;

function Requester({ data }: { data: RequestData }) {
  const t = useWords(requestWords);
  const known = contactFields.filter((one) => data.requester[one] !== "");
  const isNamed = known.some((one) => one !== "format");
  return (
    <Panel title={t("requester")}>
      {!isNamed && (
        <p>
          <Quiet>{t("anonymous")}</Quiet>
        </p>
      )}
      <dl className={css["facts"]}>
        {known.map((one) => (
          <Fact key={one} label={t(one)}>
            {data.requester[one]}
          </Fact>
        ))}
      </dl>
      {isNamed && data.requester.email === "" && (
        <p>
          <Quiet small>{t("noContact")}</Quiet>
        </p>
      )}
    </Panel>
  );
}
