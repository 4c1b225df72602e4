import { connect } from "node:net";

/**
 * Opens so many streams of events by plain sockets, says how many are open, and then for each word when every reader had it,
 * as a line of JSON. Whoever started it ends it.
 */
const [address = "", wanted = "0"] = process.argv.slice(2);
const { hostname, port, pathname } = new URL(address);
const total = Number(wanted);
let open = 0;
let refused = 0;
let isCounting = false;
let times: number[] = [];

function begin(): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.setEncoding("latin1");
    let isOpen = false;
    socket.on("connect", () =>
      socket.write(
        `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAccept: text/event-stream\r\n\r\n`,
      ),
    );
    socket.on("data", (piece: string) => {
      if (!isOpen) {
        isOpen = true;
        if (piece.startsWith("HTTP/1.1 200")) open += 1;
        else refused += 1;
        resolve();
      } else if (isCounting && piece.includes("data: ")) heard();
    });
    socket.on("error", () => {
      if (!isOpen) refused += 1;
      resolve();
    });
  });
}

function heard(): void {
  times.push(performance.now());
  if (times.length < open) return;
  console.log(JSON.stringify(times));
  times = [];
}

for (let at = 0; at < total; at += 200)
  await Promise.all(Array.from({ length: Math.min(200, total - at) }, begin));
// What was told to each as it came is past.
await new Promise((resolve) => setTimeout(resolve, 1_000));
isCounting = true;
console.log(JSON.stringify({ open, refused }));
