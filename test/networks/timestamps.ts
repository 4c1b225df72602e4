import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TimestampAuthority extends AsyncDisposable {
  host: string;
  url: string;
  /** The PEM file of its root certificate, and the same as text. */
  rootFile: string;
  root: string;
  /** Another answer instead of its own: refuse, answer another's asking, or not at all. */
  play(what: "well" | "refuse" | "another" | "broken"): void;
  asked(): number;
  /** From now on it signs with a new certificate of its root, which lasts so long. */
  renewCertificate(days: number): void;
}

const configuration = `
[req]
distinguished_name = name
prompt = no
[name]
CN = Test Root
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[tsa]
basicConstraints = CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[web]
basicConstraints = CA:false
extendedKeyUsage = serverAuth
[stamps]
default_tsa = stamper
[stamper]
serial = ./serial
signer_cert = ./tsa.pem
certs = ./root.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.13762.3
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

/** A real time-stamp authority: openssl behind HTTP on loopback, with a root and a certificate of its own. */
export async function openTimestampAuthority(days = 30): Promise<TimestampAuthority> {
  const folder = mkdtempSync(join(tmpdir(), "tsa-"));
  const openssl = (...args: string[]) =>
    execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  writeFileSync(join(folder, "tsa.cnf"), configuration);
  writeFileSync(join(folder, "serial"), "01\n");
  const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const config = ["-config", "tsa.cnf"];
  const root = ["-x509", "-extensions", "ca", "-keyout", "root.key", "-out", "root.pem"];
  openssl("req", ...config, ...ec, ...root, "-days", "3650");
  const own = ["-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test Time Stamps"];
  openssl("req", ...config, ...ec, ...own);
  const issue = ["-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key"];
  const extensions = ["-extfile", "tsa.cnf", "-extensions", "tsa"];
  const certify = (lasts: number) =>
    openssl("x509", ...issue, ...extensions, "-days", String(lasts), "-out", "tsa.pem");
  certify(days);
  let plays: Parameters<TimestampAuthority["play"]>[0] = "well";
  let asked = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(Buffer.from(piece));
      asked += 1;
      if (plays === "broken") return response.writeHead(503).end();
      if (request.headers["content-type"] !== "application/timestamp-query")
        return response.writeHead(415).end();
      writeFileSync(join(folder, "query"), Buffer.concat(pieces));
      if (plays === "another")
        openssl("ts", "-query", "-data", "tsa.cnf", "-sha256", "-cert", "-out", "query");
      if (plays === "refuse") writeFileSync(join(folder, "query"), "crooked");
      openssl("ts", "-reply", ...config, "-section", "stamper", "-queryfile", "query", "-out", "r");
      response.writeHead(200, { "content-type": "application/timestamp-reply" });
      return response.end(readFileSync(join(folder, "r")));
    })().catch(() => response.writeHead(500).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const host = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return {
    host,
    url: `http://${host}/tsr`,
    rootFile: join(folder, "root.pem"),
    root: readFileSync(join(folder, "root.pem"), "utf8"),
    play(what) {
      plays = what;
    },
    asked: () => asked,
    renewCertificate: (lasts) => void certify(lasts),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
