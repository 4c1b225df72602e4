/** One small style sheet: USWDS' colours and spacing, 16 px and more, light, dark and print. */
export const stylesheet = `
:root{color-scheme:light dark;--ink:#1b1b1b;--soft:#3d4551;--page:#fff;--band:#f0f0f0;--line:#c6cace;--link:#005ea2;--head:#162e51;--warn:#fef0c8;--warnline:#ffbe2e;--fault:#b50909}
@media(prefers-color-scheme:dark){:root{--ink:#f0f0f0;--soft:#c6cace;--page:#11161d;--band:#1c242e;--line:#454d57;--link:#85c1f5;--head:#0c1a2e;--warn:#3a2f0b;--warnline:#b38c00;--fault:#ff8d7b}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:1.0625rem/1.6 "Public Sans",system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,main:focus-visible{outline:.25rem solid #2491ff;outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--page);padding:.5rem 1rem;z-index:1}
.banner,.alarm,.emergency,header,main,footer{padding-inline:max(1rem,calc((100% - 60rem)/2))}
.banner{background:var(--band);display:flex;justify-content:space-between;gap:1rem;font-size:.875rem}.banner p{margin:.25rem 0}.langs a{display:inline-block;padding:.25rem 0;min-height:1.5rem}
.emergency{margin:0;background:var(--warn);border-block-end:2px solid var(--warnline);padding-block:.5rem}
.alarm{margin:0;background:#b50909;color:#fff;padding-block:.75rem;font-weight:700;font-size:1.125rem}.alarm a{color:#fff}
header{background:var(--head);color:#fff;display:flex;flex-wrap:wrap;gap:.25rem 2rem;align-items:center;padding-block:.75rem}
.logo{height:3rem;width:auto;max-width:9rem;margin-inline-end:-1rem}
header a{color:#fff}.name{font-weight:700;font-size:1.375rem;text-decoration:none;margin-inline-end:auto;line-height:1.3}
nav{display:flex;flex-wrap:wrap;gap:0 1.5rem}nav a{display:inline-block;padding:.625rem 0}
main{padding-block:1.5rem 3rem;min-height:50vh}main:focus{outline:none}
h1{font-size:1.875rem;line-height:1.25;margin:.5rem 0 1rem}h2{font-size:1.25rem;line-height:1.35;margin:0}h3{font-size:1.0625rem;margin:1.5rem 0 .25rem}
.news{list-style:none;margin:0;padding:0}.news li{border-block-start:1px solid var(--line)}
.news article{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem;padding-block:1.25rem;overflow-wrap:anywhere}
.news p{margin:.25rem 0;max-width:42rem}.news img{width:100%;height:11rem;object-fit:cover;border-radius:6px;background:var(--band)}
@media(min-width:40rem){.news article:has(img){grid-template-columns:13rem minmax(0,1fr)}.news img{height:8.5rem}}
.filters{display:flex;flex-wrap:wrap;gap:0 1rem;font-size:.9375rem;color:var(--soft)}.filters a,.filters span{padding:.375rem 0}.filters a[aria-current]{font-weight:700;color:var(--ink);text-decoration:none}
.titles{list-style:none;margin:1rem 0 0;padding:0}.titles li{border-block-start:1px solid var(--line);padding:.625rem 0;display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem}
.history{margin-block-start:2rem}.history ul{padding-inline-start:1.25rem}
.map{display:block;width:100%;max-width:42rem;height:auto;background:var(--band);border-radius:6px;margin-block:1rem}.ground{fill:var(--page);stroke:var(--soft);stroke-width:1.5}.danger{fill:#d54309;fill-opacity:.35;stroke:#d54309;stroke-width:3}.spot{fill:var(--link);fill-opacity:.75;stroke:var(--page)}
.calls{border-collapse:collapse;width:100%;max-width:60rem;margin-block-end:1.75rem}.calls th{text-align:start}.calls td,.calls th{padding:.5rem 1rem .5rem 0;border-block-end:1px solid var(--line);vertical-align:top}@media(max-width:30rem){.calls{font-size:.9375rem}.calls td,.calls th{padding-inline-end:.5rem}.calls td:first-child{min-width:7.25rem}}
.notices{list-style:none;margin:1rem 0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1.5rem}.notices li{border:1px solid var(--line);border-radius:6px;overflow:hidden}.notices img{display:block;width:100%;height:18rem;object-fit:contain;background:var(--band)}.notices li>div{padding:.75rem 1rem 1rem}.notices p{margin:.25rem 0}
.events{list-style:none;margin:.5rem 0 1.5rem;padding:0;max-width:42rem}.events li{border-block-start:1px solid var(--line);padding:.75rem 0;overflow-wrap:anywhere}.events h3,.events p{margin:.125rem 0}.next{margin-block-start:1.5rem}.event dt{color:var(--soft);font-size:.9375rem}.event dd{margin:0 0 .625rem;font-weight:600;overflow-wrap:anywhere}.event dl{margin:0}.event+section{margin-block-start:1.75rem}
.kind{font-weight:700;margin:.25rem 0;color:var(--soft)}.kind.urgent{color:var(--fault)}.notice h1{margin-block-start:0}.notice .parts{display:grid;gap:1rem 2rem}.notice figure{margin:0}.notice img{max-width:100%;height:auto;max-height:32rem;border-radius:6px}
@media(min-width:44rem){.notice .parts{grid-template-columns:minmax(14rem,22rem) 1fr}}
.notice dl{margin:0}.notice dt{color:var(--soft);font-size:.9375rem}.notice dd{margin:0 0 .625rem;font-weight:600;overflow-wrap:anywhere}.note{border-inline-start:.375rem solid var(--warnline);padding:.25rem 0 .25rem .75rem;font-weight:600;max-width:42rem}.call{font-size:1.25rem;font-weight:700;background:var(--band);border-radius:6px;padding:1rem;margin:1rem 0}.call a{overflow-wrap:anywhere}
.when{color:var(--soft);font-size:.9375rem}
.whole{max-width:42rem;overflow-wrap:anywhere}.whole img,video{max-width:100%;height:auto;border-radius:6px}video{background:#000}figure{margin:1.5rem 0}figcaption{color:var(--soft);margin-top:.25rem}
.state{display:inline-block;margin:0;padding:.125rem .75rem;border-radius:1rem;font-weight:700;background:var(--band)}.state.active{background:#b50909;color:#fff}.verdict.do{border-color:#d54309;font-size:1.1875rem;margin-block:1.25rem}.late{display:block}.whole section+section{margin-block-start:1.25rem}
.card{border:1px solid var(--line);border-radius:6px;padding:.75rem 1rem}
.share{color:var(--soft);font-size:.9375rem;overflow-wrap:anywhere;border-block-start:1px solid var(--line);padding-block-start:1rem;margin-block-start:2rem}
.channels{list-style:none;padding:0}.channels li{border-block-start:1px solid var(--line);padding:.75rem 0;display:flex;flex-wrap:wrap;gap:.25rem 1rem;overflow-wrap:anywhere}
section p{max-width:42rem;margin:.25rem 0}
.ask{max-width:42rem}.ask label{display:block;font-weight:700;font-size:1.125rem;margin-block-start:1.5rem}.ask .hint{margin:.25rem 0 .5rem;color:var(--soft)}
.ask textarea{display:block;width:100%;font:inherit;color:inherit;background:var(--page);border:1px solid var(--soft);border-radius:4px;padding:.75rem}
.ask button{margin-block-start:1rem;font:inherit;font-weight:700;min-height:2.75rem;padding:.5rem 1.5rem;border:0;border-radius:4px;background:#005ea2;color:#fff;cursor:pointer}.ask :focus-visible{outline:.25rem solid #2491ff;outline-offset:2px}
.ask fieldset{border:0;margin:1.5rem 0 0;padding:0}.ask legend{font-weight:700;font-size:1.125rem;padding:0}.ask .choice{display:flex;gap:.75rem;align-items:center;font-weight:400;font-size:1rem;min-height:2.75rem;margin:0}.ask .choice input{width:1.5rem;height:1.5rem;flex:none}
.ask select,.ask input:not([type=radio],[type=checkbox]){display:block;width:100%;font:inherit;color:inherit;background:var(--page);border:1px solid var(--soft);border-radius:4px;padding:.5rem .75rem;min-height:2.75rem}.ask [aria-invalid]{border:2px solid var(--fault)!important}
.ask .fault{color:var(--fault);font-weight:700;margin:.25rem 0 .5rem}.soft{color:var(--soft);font-weight:400}.trap{position:absolute;left:-99rem}
summary{cursor:pointer;padding:.625rem 0;color:var(--link)}summary:focus-visible{outline:.25rem solid #2491ff;outline-offset:2px}
.steps{padding-inline-start:1.25rem;max-width:42rem}.steps li{margin-block-end:1rem;overflow-wrap:anywhere}main section+section,main form+section,main section+form{margin-block-start:1.75rem}.card{overflow-wrap:anywhere;max-width:42rem}code{overflow-wrap:anywhere}
.verdict{max-width:46rem;border-inline-start:.5rem solid var(--line);background:var(--band);padding:1rem 1.25rem;border-radius:4px;overflow-wrap:anywhere}.verdict.ours{border-color:#00a91c}.verdict.unknown{border-color:var(--warnline)}
.verdict h2{font-size:1.5rem}.verified+.verified{border-block-start:1px solid var(--line);margin-block-start:1rem}.verified h3{margin-block-start:1rem}
.page,.note{overflow-wrap:anywhere}.page h2{margin-block:1.75rem .5rem}.page li{margin-block-end:.375rem}.lead{font-size:1.1875rem;line-height:1.5}blockquote{margin:1rem 0;border-inline-start:.375rem solid var(--warnline);padding:.25rem 0 .25rem 1rem}blockquote p{margin:.25rem 0}
.entries{list-style:none;margin:1rem 0;padding:0;max-width:46rem}.entries>li{border-block-start:1px solid var(--line);padding-block:.875rem}.entries p{margin:.25rem 0}.entries h2,.entries h3{margin:0;font-size:1.125rem}
.terms{margin:1rem 0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(13rem,100%),1fr));gap:.75rem 1.5rem}.terms dt{color:var(--soft);font-size:.9375rem}.terms dd{margin:0;font-weight:600;overflow-wrap:anywhere}
.sides{display:grid;gap:1rem}@media(min-width:44rem){.whole.page:has(.sides){max-width:60rem}.sides{grid-template-columns:1fr 1fr}}.sides section{border:1px solid var(--line);border-radius:6px;padding:0 1rem 1rem;margin:0!important}.sides h2{margin-block:1rem .5rem}.rule{white-space:pre-line;overflow-wrap:anywhere}ins{background:#d7f0dc;color:#0b3d18;text-decoration-thickness:2px}del{background:#fbe0dd;color:#6b0f08}@media(prefers-color-scheme:dark){ins{background:#12391d;color:#c8f0d1}del{background:#4a1713;color:#ffd9d4}}
.scroll{overflow-x:auto;margin-block:1.25rem .5rem}.scroll:focus-visible{outline:.25rem solid #2491ff}.figures caption{text-align:start;font-weight:700;padding-block-end:.5rem}.figures td,.figures th:not(:first-child){text-align:end;font-variant-numeric:tabular-nums;padding-inline-end:.5rem}.figures tbody th{font-weight:400}.chart{display:block;width:100%;max-width:31rem;height:auto;margin-block:.75rem}.chart rect{fill:var(--link)}.chart text{fill:var(--ink);font-size:14px}
footer{background:var(--band);padding-block:1.25rem 2rem;font-size:.9375rem}footer p{margin:.375rem 0}.made{color:var(--soft)}
@media print{.banner,nav,footer,.skip{display:none}header{background:none;color:#000}header a{color:#000}body{font-size:12pt}}
`.trimStart();
