import { IconPaperclip } from "@tabler/icons-react";
import { useRef } from "react";
import { fileUrl, pagesApi } from "./api.ts";
import type { PageFields } from "./fields.tsx";
import { fileSize } from "./file-size.ts";
import { formWords } from "./form-words.ts";
import css from "./Pages.module.css";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** Files of our own that the page has attached: what each is, how large, and a look at it. */
export function FileFields({ content, change, language }: PageFields) {
  const t = useWords(formWords);
  const { busy, error, act } = useAct();
  const input = useRef<HTMLInputElement>(null);
  const { files } = content;
  const add = (file: File) =>
    act(async () => {
      const added = await pagesApi.addFile(file);
      const name = file.name.replace(/\.\w+$/, "").slice(0, 160);
      change({ files: [...files, { title: { en: name, es: "" }, ...added }] });
    });
  return (
    <Panel title={t("files")}>
      <Stack gap={16}>
        <Quiet>{t("filesHint")}</Quiet>
        <ErrorNotice error={error} />
        {files.map((file, at) => (
          <div key={file.sha256} className={css["grid"]}>
            <TextField
              label={t("fileTitle", { number: at + 1 })}
              hint={fileSize(file)}
              maxLength={160}
              value={file.title[language]}
              onChange={(value) => {
                const title = { ...file.title, [language]: value };
                change({ files: files.map((one, n) => (n === at ? { ...one, title } : one)) });
              }}
            />
            <Row>
              <a href={fileUrl(file.sha256)} download>
                {t("openFile")}
              </a>
              <Button
                small
                look="quiet"
                onClick={() => change({ files: files.filter((_one, n) => n !== at) })}
              >
                {t("dropFile")}
              </Button>
            </Row>
          </div>
        ))}
        <input
          ref={input}
          type="file"
          hidden
          accept="application/pdf,text/csv,.csv"
          aria-label={t("addFile")}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = "";
            if (file) void add(file);
          }}
        />
        <Row>
          <Button small icon={IconPaperclip} loading={busy} onClick={() => input.current?.click()}>
            {t("addFile")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}
