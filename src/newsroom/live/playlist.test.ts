import assert from "node:assert/strict";
import { test } from "node:test";
import { isStreamName, readPlaylist, wholePlaylist } from "./playlist.ts";

const head = "#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:7\n";

test("pieces are read in their order with their number, their length and what comes before them", () => {
  const text = `${head}#EXT-X-MAP:URI="init.mp4"\n#EXTINF:2.5,\na1.m4s\r\n#EXT-X-DISCONTINUITY\n#EXTINF:1,title\na2.m4s\n#EXT-X-ENDLIST\n`;
  assert.deepEqual(readPlaylist(text), {
    kind: "media",
    isOver: true,
    pieces: [
      { sequence: 7, name: "a1.m4s", seconds: 2.5, init: "init.mp4" },
      { sequence: 8, name: "a2.m4s", seconds: 1, init: "init.mp4", isDiscontinuity: true },
    ],
  });
});

test("a playlist over renditions says whether captions come with it", () => {
  const master = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nvideo.m3u8\n";
  assert.deepEqual(readPlaylist(master), { kind: "master", hasCaptions: false });
  const words = '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="English",URI="words.m3u8"\n';
  assert.deepEqual(readPlaylist(master + words), { kind: "master", hasCaptions: true });
});

test("nothing leads a viewer elsewhere, and nothing lies outside the stream's own folder", () => {
  for (const uri of [
    "https://evil.example/a.ts",
    "//evil.example/a.ts",
    "../../etc/passwd.ts",
    "a/b.ts",
    "%2e%2e%2fa.ts",
    "data:text/vtt,a.vtt",
    ".hidden.ts",
    "a.html",
    "a.m3u8.html",
    "javascript:1.ts",
  ]) {
    assert.ok(!isStreamName(uri), uri);
    assert.throws(
      () => readPlaylist(`${head}#EXTINF:2,\n${uri}\n`),
      { code: "live-playlist" },
      uri,
    );
    const map = `${head}#EXT-X-MAP:URI="${uri}"\n#EXTINF:2,\na.m4s\n`;
    assert.throws(() => readPlaylist(map), { code: "live-playlist" }, uri);
    const other = `${head}#EXT-X-DATERANGE:ID="1",X-ASSET-URI="${uri}"\n#EXTINF:2,\na.m4s\n`;
    assert.throws(() => readPlaylist(other), { code: "live-playlist" }, uri);
  }
});

test("what the public could not watch, or the record not keep whole, is refused", () => {
  for (const line of [
    '#EXT-X-KEY:METHOD=AES-128,URI="key.mp4"\n#EXTINF:2,\na.ts',
    "#EXT-X-BYTERANGE:100@0\n#EXTINF:2,\na.ts",
    "#EXTINF:-1,\na.ts",
    "#EXTINF:9999,\na.ts",
    "a.ts",
    "#EXT-X-MAP:URI=init.mp4\n#EXTINF:2,\na.ts",
  ])
    assert.throws(() => readPlaylist(`${head}${line}\n`), { code: "live-playlist" }, line);
  assert.throws(() => readPlaylist("<html>"), { code: "live-playlist" });
});

test("the whole playlist reads back as what it was made from, and names what is missing", () => {
  const pieces = [
    { sequence: 0, name: "a.m4s", seconds: 2, init: "i.mp4" },
    { sequence: 1, name: "b.m4s", seconds: 3.25, init: "i.mp4", takenAt: "2026-11-22T10:00:00.5Z" },
    { sequence: 2, name: "c.m4s", seconds: 1, init: "j.mp4", isDiscontinuity: true as const },
  ];
  const text = wholePlaylist(pieces, { isOver: true, isGap: ({ name }) => name === "b.m4s" });
  assert.deepEqual(readPlaylist(text), { kind: "media", pieces, isOver: true });
  assert.match(text, /#EXT-X-GAP\n#EXTINF:3.25000,\nb.m4s/);
  assert.match(text, /#EXT-X-TARGETDURATION:4\n/);
  const running = wholePlaylist(pieces, { isOver: false, isGap: () => false });
  assert.match(running, /PLAYLIST-TYPE:EVENT/);
  assert.deepEqual(readPlaylist(running), { kind: "media", pieces, isOver: false });
});
