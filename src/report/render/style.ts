// The style of a report: dark text on white, one column that a letter or A4 page takes whole, nothing fetched.
export const style = `
:root { --text: #17212b; --muted: #56626f; --line: #d5dce3; --soft: #f4f6f8; --accent: #0a5c9c; --positive: #0a66ad; --negative: #b8480a; }
* { box-sizing: border-box; }
html { background: #ffffff; }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1.5rem 3rem; background: #ffffff; color: var(--text); font: 400 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, p, ul, ol, dl, dd, figure, blockquote { margin: 0; padding: 0; }
section ul { padding-left: 1.1rem; }
a { color: var(--accent); }
header { border-bottom: 3px solid var(--text); padding-bottom: 0.9rem; }
header .kicker { font-size: 0.8rem; letter-spacing: 0.06em; text-transform: uppercase; color: var(--muted); font-weight: 600; }
h1 { font-size: 1.9rem; line-height: 1.15; letter-spacing: -0.01em; margin: 0.15rem 0 0.3rem; }
header .when { font-size: 1.05rem; color: var(--muted); }
.sample { margin: 1rem 0 0; padding: 0.5rem 0.8rem; background: #4b2e83; color: #ffffff; font-weight: 600; border-radius: 0.3rem; }
.warning { margin: 1rem 0 0; padding: 0.55rem 0.8rem; background: #fdf3dc; border-left: 4px solid #a87b00; }
section { margin-top: 2rem; }
h2 { font-size: 1.2rem; line-height: 1.25; margin-bottom: 0.6rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 0.95rem; margin: 1.1rem 0 0.3rem; }
.quiet { color: var(--muted); font-size: 0.86rem; }
section .brief { padding-left: 0; }
.brief { list-style: none; font-size: 1.06rem; }
.brief li { padding: 0.3rem 0 0.3rem 1.1rem; position: relative; }
.brief li::before { content: ""; position: absolute; left: 0; top: 0.95em; width: 0.5rem; height: 2px; background: var(--accent); }
.figures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0.8rem; margin-top: 1.5rem; }
.figure { background: var(--soft); border-radius: 0.4rem; padding: 0.8rem 0.95rem; }
.figure dt { font-size: 0.82rem; color: var(--muted); font-weight: 600; }
.figure .value { font-size: 1.75rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
.figure .change, .figure .aside { font-size: 0.86rem; }
.figure .aside { color: var(--muted); }
.positive { color: var(--positive); }
.negative { color: var(--negative); }
.changes { list-style: none; }
section .changes { padding-left: 0; }
.changes li { padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
.changes li:last-child { border-bottom: 0; }
.changes .arrow { font-weight: 700; margin-right: 0.35rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.86rem; }
th, td { padding: 0.28rem 0.5rem 0.28rem 0; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--line); }
thead th { font-size: 0.78rem; color: var(--muted); font-weight: 600; border-bottom: 1px solid var(--muted); white-space: nowrap; }
tbody th { font-weight: 500; }
.num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.num:last-child, th.num:last-child { padding-right: 0; }
td.bar-cell { width: 8.2rem; padding-left: 0.6rem; vertical-align: middle; }
.sure { font-weight: 700; }
.chance { color: var(--muted); }
svg { display: block; width: 100%; height: auto; }
figure figcaption { font-size: 0.86rem; color: var(--muted); margin-top: 0.3rem; }
.map { margin-bottom: 0.9rem; }
.map svg { max-width: 38rem; margin: 0 auto; }
.map text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-weight: 600; }
.legend { display: flex; align-items: center; justify-content: center; gap: 3px; font-size: 0.8rem; color: var(--muted); margin-top: 0.4rem; }
.legend span { margin: 0 0.35rem; }
.legend i { display: inline-block; width: 1.5rem; height: 0.7rem; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.legend i.few { margin-left: 0.9rem; background: repeating-linear-gradient(45deg, #f4f6f8 0 3px, #c3ccd5 3px 4.4px); border: 1px solid var(--line); }
blockquote { border-left: 4px solid var(--line); padding: 0.15rem 0 0.15rem 0.9rem; margin: 0.9rem 0; }
blockquote.positive-side { border-left-color: var(--positive); }
blockquote.negative-side { border-left-color: var(--negative); }
blockquote p { font-size: 1rem; unicode-bidi: isolate; }
blockquote footer { font-size: 0.83rem; color: var(--muted); margin-top: 0.15rem; }
.method p { font-size: 0.86rem; margin-bottom: 0.5rem; }
body > footer { margin-top: 2rem; padding-top: 0.6rem; border-top: 1px solid var(--line); font-size: 0.8rem; color: var(--muted); }
@media (max-width: 34rem) { .figures { grid-template-columns: 1fr; } .wide { display: none; } body { padding: 1.2rem 1rem 2rem; } }
@page { size: auto; margin: 16mm 15mm 18mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 9.6pt; }
  section { margin-top: 1.4rem; }
  .brief { font-size: 1em; line-height: 1.4; }
  .brief li { padding-top: 0.15rem; padding-bottom: 0.15rem; }
  .changes li { padding: 0.3rem 0; }
  .figures { margin-top: 1rem; }
  .map svg { max-width: 29rem; }
  h2, h3 { break-after: avoid; }
  section.whole, .figure, blockquote, .changes li, figure, tr, .sample, .warning, .brief li { break-inside: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
  .figure, .sample, .warning, .bar, svg { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
