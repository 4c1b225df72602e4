import { createServer } from "node:http";

/** Servers of the fediverse that take everything: as many as asked for, in a process of their own. Says what it counted. */
const servers = Number(process.argv[2] ?? "8");
const counts = new Map<string, number>();
const ports: number[] = [];
for (let n = 0; n < servers; n += 1) {
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      const inbox = `${n} ${request.url ?? ""}`;
      counts.set(inbox, (counts.get(inbox) ?? 0) + 1);
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  ports.push(typeof bound === "object" && bound ? bound.port : 0);
}
process.send?.({ ports });
process.on("message", () => {
  const most = Math.max(0, ...counts.values());
  process.send?.({ inboxes: counts.size, most });
  counts.clear();
});
