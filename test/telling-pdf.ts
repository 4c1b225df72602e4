import Pdf from "pdfkit";

/**
 * A PDF whose secret stands on its pages and in everything that can be written beside them: invisible text (as OCR
 * leaves it), a comment, a form's field, an attached file, a script, a link, a bookmark, names and dates.
 */
export async function tellingPdf(
  secret: string,
  { pages = 3, password = "" } = {},
): Promise<Buffer> {
  const doc = new Pdf({
    size: "LETTER",
    ...(password === "" ? {} : { userPassword: password, pdfVersion: "1.7" }),
    info: { Title: `About ${secret}`, Author: secret, Keywords: secret },
  });
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => doc.on("end", resolve));
  doc.initForm();
  for (let page = 1; page <= pages; page++) {
    if (page > 1) doc.addPage();
    doc.fontSize(24).text(`Incident report, page ${page}`, 72, 72);
    doc.fontSize(14).text(`Statement of ${secret} at the station`, 72, 144);
    for (let line = 0; line < 18; line++)
      doc
        .fontSize(11)
        .text("The officer wrote down what was said, word by word.", 72, 190 + line * 22);
    doc.addContent("3 Tr");
    doc.text(`hidden layer of ${secret}`, 72, 600);
    doc.addContent("0 Tr");
    doc.note(72, 620, 20, 20, `comment on ${secret}`);
    doc.link(72, 640, 80, 20, `https://example.com/${encodeURIComponent(secret)}`);
    doc.formText(`field-${page}`, 72, 660, 200, 24, { value: `signed ${secret}` });
    doc.outline.addItem(`${secret}, page ${page}`);
  }
  doc.file(Buffer.from(`attached: ${secret}`), { name: `${secret}.txt` });
  doc.addNamedJavaScript("secret", `app.alert(${JSON.stringify(secret)})`);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}
