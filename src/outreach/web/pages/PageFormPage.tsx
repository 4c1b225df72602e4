import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { usePage, usePagesChanged, usePreview, type PageData } from "./api.ts";
import {
  ChangeFields,
  DocumentFields,
  PictureFields,
  PolicyFields,
  WordFields,
} from "./fields.tsx";
import { FileFields } from "./FileFields.tsx";
import { formWords } from "./form-words.ts";
import css from "./Pages.module.css";
import { Reading } from "./Reading.tsx";
import { TableFields } from "./TableFields.tsx";
import { useTypedPage } from "./use-page.ts";
import { pageWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField } from "#ui/fields.tsx";
import { PolicySays } from "#ui/HandIn.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SaveState } from "#ui/SaveState.tsx";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { useWords, type Language } from "#ui/words.ts";

/** `/pages/:id/edit`: the page and how it will look, side by side. It saves itself. */
export function PageFormPage() {
  const { id = "" } = useParams();
  const { data, error } = usePage(id);
  if (error && !data) return <ErrorNotice error={error} />;
  if (!data) return <SkeletonPage />;
  return <Form key={data.page.id} given={data} />;
}

function Form({ given }: { given: PageData }) {
  const t = useWords(formWords);
  const say = useWords(pageWords);
  const navigate = useNavigate();
  const changed = usePagesChanged();
  const [language, setLanguage] = useState<Language>("en");
  const { content, settled, change, saving, error, keep } = useTypedPage(given);
  const { page } = given;
  const preview = usePreview(page.kind, settled);
  const look = async () => {
    await keep();
    await changed();
    await navigate(`/pages/${page.id}`);
  };
  const fields = { content, change, language };
  return (
    <>
      <PageHeader
        title={t("editTitle")}
        about={say(page.kind)}
        up={{ to: `/pages/${page.id}`, label: page.title }}
        state={<SaveState saving={saving} />}
      />
      <div className={css["editor"]}>
        <Stack gap={24}>
          <ErrorNotice error={error} />
          <SelectField
            label={t("language")}
            value={language}
            onChange={(value) => setLanguage(value === "es" ? "es" : "en")}
            choices={[
              { value: "en", label: t("en") },
              { value: "es", label: t("es") },
            ]}
          />
          <WordFields {...fields} />
          {page.kind === "policy-change" && <PolicyFields {...fields} />}
          <PictureFields {...fields} />
          <TableFields {...fields} />
          <FileFields {...fields} />
          <DocumentFields {...fields} />
          {page.publicVersion !== null && <ChangeFields {...fields} />}
          <Row end>
            <Button look="primary" onClick={() => void look()}>
              {t("done")}
            </Button>
          </Row>
        </Stack>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
        <section className={css["aside"]} aria-label={t("preview")} tabIndex={0}>
          <Panel>
            <h2>{t("preview")}</h2>
            {preview.data && (
              <Reading
                kind={page.kind}
                content={settled}
                preview={preview.data}
                language={language}
              />
            )}
            <PolicySays title={t("findings")} findings={preview.data?.findings ?? []} />
          </Panel>
        </section>
      </div>
    </>
  );
}
