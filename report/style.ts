/** @module How the report looks: on a wide screen, a phone, in the dark and on paper. Contrast is AA or better throughout. */

export const style = `
:root {
  --paper: #fbfaf7; --ink: #1d2126; --faint: #565d66; --line: #d9d7d0; --link: #1b4a8a; --tick: #d9d7d0; --on-bar: #fff;
  --done: #17552a; --done-paper: #e2f1e5; --working: #1b4a8a; --working-paper: #e2ecfa;
  --failed: #8f1d14; --failed-paper: #fbe4e0; --waiting: #4d535a; --waiting-paper: #efeeea;
  --stopped: #664300; --stopped-paper: #f8edd3; --failing: #c3281b;
  --clone: #3f6296; --nic: #6d4a94; --floppy: #37697f; --setup: #1c6e69; --permission: #8a5208; --snapshot: #a3335f;
  --reset: #556022; --start: #2c6f37; --change: #4b4f8f; --delete: #5c6066;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --ink: #e6e8ea; --faint: #a7aeb7; --line: #343a41; --link: #a9cbff; --tick: #31363c; --on-bar: #101316;
    --done: #93dda8; --done-paper: #17301f; --working: #a9cbff; --working-paper: #182c4b;
    --failed: #ffb9ae; --failed-paper: #451a15; --waiting: #b8bec6; --waiting-paper: #23272c;
    --stopped: #f0cd80; --stopped-paper: #392d12; --failing: #ff7a6b;
    --clone: #8db4ec; --nic: #c4a6ea; --floppy: #96c6de; --setup: #6fc7bf; --permission: #e0ac62; --snapshot: #f09bbd;
    --reset: #b9c777; --start: #86cf91; --change: #b3b7f2; --delete: #a9afb6;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 100%/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
body { margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 3rem; max-width: 72rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1rem 0 .4rem; overflow-wrap: anywhere; }
p { margin: .3rem 0; }
a { color: inherit; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.when, .note, .where, .time, .doing, .file { color: var(--faint); }
.summary { margin-top: .8rem; font-size: 1.15rem; font-weight: 600; }
ol, ul { list-style: none; margin: 0; padding: 0; }
.number, .time, dd { font-variant-numeric: tabular-nums; }
li.said { margin-bottom: .5rem; }
.said { white-space: pre-wrap; overflow-wrap: anywhere; }

.map { display: grid; grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr)); gap: .5rem; }
.seat { display: grid; grid-template-columns: 1.2rem 1fr; align-content: start; padding: .45rem .6rem;
  border: 1px solid; border-left-width: 5px; border-radius: 4px; }
.seat .name { grid-column: 2; font-weight: 600; overflow-wrap: anywhere; }
.seat .line { grid-column: 2; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 .7rem; }
.seat .time { white-space: nowrap; }
.seat .doing { grid-column: 2; font-size: .85rem; overflow-wrap: anywhere; }
.seat .time, .seat .doing { color: inherit; }
.details { margin-top: .8rem; }
.done { color: var(--done); background: var(--done-paper); }
.working { color: var(--working); background: var(--working-paper); }
.failed { color: var(--failed); background: var(--failed-paper); }
.waiting { color: var(--waiting); background: var(--waiting-paper); }
.stopped { color: var(--stopped); background: var(--stopped-paper); border-style: dashed; border-left-style: solid; }

.failure { border-left: 5px solid var(--failing); padding: .1rem 0 .1rem 1rem; margin: .8rem 0 1.2rem; }
.failure h3 { margin-top: 0; }
.failure dl { margin: 0; display: grid; grid-template-columns: 5.5rem 1fr; gap: .3rem .8rem; }
dt { color: var(--faint); }
dd { margin: 0; }
.failure img { display: block; max-width: min(100%, 18rem); border: 1px solid var(--line); }
.console { margin: 0; }
.console summary { list-style: none; }
.console summary::-webkit-details-marker { display: none; }
.console[open] img { max-width: 100%; }
.console[open] .larger, .console:not([open]) .smaller { display: none; }
.file { font-size: .85rem; overflow-wrap: anywhere; }

.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; font-size: .85rem; margin-bottom: .6rem; }
.swatch { margin-right: .4rem; vertical-align: -.05rem; }
.patterns { position: absolute; }
.row { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: 0 .8rem; align-items: center; }
.row .name { overflow-wrap: anywhere; font-size: .9rem; line-height: 1.25; }
.row svg { display: block; }
.row text { font-size: .75rem; fill: var(--on-bar); }
.axis text { fill: var(--faint); }
.tick { stroke: var(--tick); }
.phase.clone { fill: var(--clone); }
.phase.nic { fill: var(--nic); }
.phase.floppy { fill: var(--floppy); }
.phase.setup { fill: var(--setup); }
.phase.permission { fill: var(--permission); }
.phase.snapshot { fill: var(--snapshot); }
.phase.reset { fill: var(--reset); }
.phase.start { fill: var(--start); }
.phase.change { fill: var(--change); }
.phase.delete { fill: var(--delete); }
.hatch { fill: var(--paper); opacity: .75; }
.failing { fill: var(--failing); }
details { margin-top: .8rem; }
summary { cursor: pointer; color: var(--link); padding: .2rem 0; }

.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; color: var(--faint); padding: .4rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
td.number { white-space: nowrap; }
.steps .time { white-space: nowrap; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .8rem 1.5rem; margin: 0 0 .8rem; }
.figures dd { font-size: 1.25rem; font-weight: 600; }
.note { font-size: .85rem; font-weight: 400; display: block; overflow-wrap: anywhere; }

@media (max-width: 40rem) {
  .map { grid-template-columns: repeat(auto-fill, minmax(8.6rem, 1fr)); }
  .row { grid-template-columns: minmax(0, 1fr); }
  .row .name { margin-top: .35rem; }
  .row svg g text { display: none; }
  .figures { grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); }
  .failure dl { grid-template-columns: 1fr; gap: 0; }
  .failure dd { margin-bottom: .4rem; }
}
@media print {
  html { font-size: 10pt; }
  body { padding: 0; max-width: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .failure img { max-width: 100%; }
  .larger, .smaller { display: none; }
  .seat, .failure, .row, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .wide { overflow: visible; }
  details::details-content { content-visibility: visible; display: block; }
}
`;
