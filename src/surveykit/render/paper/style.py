"""How the printed questionnaire looks: one style sheet for the screen, the phone and A4 paper."""

STYLE = """
:root { color-scheme: light; --ink: #111; --soft: #555; --rule: #8a8a8a; --hair: #c9c9c9; --tint: #f1f1ef;
  --page: #fff; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 52rem; padding: 1.5rem 1.25rem 4rem; color: var(--ink);
  background: var(--page);
  font: 16px/1.42 "Source Sans 3", "Source Sans Pro", "Segoe UI", "Noto Sans", "Liberation Sans", Arial, sans-serif;
  font-kerning: normal; hyphens: manual; overflow-wrap: break-word; }
body.two { max-width: 84rem; }
p, ul, dl, table, h1, h2, h3 { margin: 0; padding: 0; }
ul { list-style: none; }
h1 { font-size: 1.9em; line-height: 1.12; letter-spacing: -.01em; }
h2 { font-size: 1.15em; line-height: 1.25; }
.kind { font-size: .82em; letter-spacing: .09em; text-transform: uppercase; color: var(--soft);
  margin-bottom: .4em; }
.intro { margin-top: .7em; color: var(--soft); }
.about { margin-top: .8em; font-size: .82em; color: var(--soft); }
.about div { display: inline-block; margin-right: 1.4em; }
.about dt, .about dd { display: inline; margin: 0; }
.about dt::after { content: ": "; }
.about dd { color: var(--ink); }
.fields { display: flex; flex-wrap: wrap; gap: .6em 1.2em; margin: 1.3em 0 0; }
.fields li { flex: 1 1 9em; border: 1px solid var(--ink); height: 3.4em; padding: .15em .5em;
  font-size: .82em; color: var(--soft); }
.how { border: 1px solid var(--rule); background: var(--tint); margin-top: 1em; padding: .55em .8em;
  font-size: .9em; }
.how b { display: block; }
.how li { padding-left: 1.4em; position: relative; }
.how li i { position: absolute; left: 0; top: 0; font-style: normal; }
.how .o, .how .s { top: .05em; }
.section { margin-top: 2.2em; break-after: avoid; background: var(--ink); color: var(--page);
  padding: .3em .7em; }
.section b { display: inline-block; min-width: 1.9em; }
.when { font-size: .88em; font-weight: 600; margin: 1.1em 0 0; padding: .18em .6em; background: var(--tint);
  border-left: 4px solid var(--ink); break-after: avoid; }
.piece { display: flow-root; }
.piece.keep { break-after: avoid; }
.review-edition .piece { break-inside: avoid; }
.piece.if { border-left: 4px solid var(--hair); padding-left: 6px; margin-left: -10px; }
.piece.if > .when { margin-left: -10px; }
.q { position: relative; padding-left: 3em; margin-top: 1.25em; break-inside: avoid; }
.q > .mark { position: absolute; left: 0; top: 0; font-weight: 700; font-variant-numeric: tabular-nums; }
.text { font-weight: 600; }
.help, .do, .source, .own { font-size: .86em; color: var(--soft); }
.text .do { font-weight: normal; display: inline-block; }
.source { font-weight: 600; color: var(--ink); }
.own { font-style: italic; }
.note { padding-left: 0; margin-top: 1.2em; border-top: 1px solid var(--hair);
  border-bottom: 1px solid var(--hair); padding: .4em 0; font-weight: normal; }
.note .text { font-weight: normal; }
.ticks { margin-top: .35em; }
.ticks.many { columns: 2; column-gap: 2em; }
.ticks li { display: flex; align-items: flex-start; break-inside: avoid; padding: .12em 0; }
.ticks li > .o, .ticks li > .s { position: static; margin-top: .24em; }
.ticks .code { padding-top: .32em; margin-left: .4em; min-width: 2.5em; }
.ticks .go { padding-top: .06em; }
.ticks.ranks li { align-items: center; }
.ticks.ranks .code { padding-top: 0; }
.ticks.ranks .comb { margin: .1em 0; }
.ticks .lead, .ticks .specify { height: 1.1em; }
.ticks .say { padding-top: .1em; }
.o, .s { flex: none; display: inline-block; width: .95em; height: .95em; border: 1.3px solid var(--ink);
  background: var(--page); vertical-align: -.13em; position: relative; top: .1em; }
.o { border-radius: 50%; }
.code { flex: none; font-size: .72em; color: var(--soft); min-width: 2.9em; white-space: nowrap; text-align: right;
  padding-right: .7em; font-variant-numeric: tabular-nums; }
.lead { flex: 1 1 1em; border-bottom: 1px dotted var(--rule); margin: 0 .5em; min-width: 1em; }
.go { flex: none; max-width: 60%; font-weight: 600; font-size: .9em; }
.go::before { content: "→ "; }
.specify { flex: 1 1 6em; border-bottom: 1px solid var(--rule); margin-left: .5em; }
.say { flex: none; margin-left: .7em; font-size: .86em; color: var(--soft); font-style: italic; }
.comb { display: inline-block; margin-top: .45em; white-space: nowrap; }
.comb i { display: inline-block; width: 1.28em; height: 1.7em; border: 1px solid var(--ink);
  margin-left: -1px; background: var(--page); vertical-align: middle; }
.comb i:first-child, .comb .gap + i { margin-left: 0; }
.comb .gap { display: inline-block; width: .35em; }
.comb .sign { padding: 0 .25em; font-weight: 700; font-size: 1.25em; line-height: 1; }
.comb small { display: block; }
.comb i.of { font: normal .72em/2.3em sans-serif; color: var(--hair); text-align: center; width: 1.78em;
  height: 2.36em; }
.blank { display: inline-block; width: 11em; height: 1.9em; border-bottom: 1px solid var(--ink);
  vertical-align: bottom; }
.unit { margin-left: .6em; }
.line { border-bottom: 1px solid var(--rule); height: 2em; }
.scale { display: flex; align-items: flex-end; margin-top: .5em; max-width: 40em; }
.scale span.end { flex: 1 1 6em; font-size: .9em; padding-bottom: .1em; }
.scale span.end:first-child { text-align: right; }
.scale ul { display: flex; margin: 0 .7em; }
.scale li { text-align: center; width: 2.5em; }
.scale li b { display: block; font-weight: normal; font-size: .86em; }
.key { font-size: .86em; margin-top: .3em; }
.key li { display: inline; margin-right: 1.2em; }
.key b { margin-right: .35em; }
.grid { margin-top: .5em; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
.grid th, .grid td { padding: .3em .4em; vertical-align: middle; text-align: center; font-weight: normal; }
.grid thead th { font-size: .84em; line-height: 1.2; vertical-align: bottom;
  border-bottom: 1.3px solid var(--ink); width: 5.4em; }
.grid.narrow thead th { width: 3.9em; }
.grid thead tr.ends th { border: 0; padding-bottom: 0; }
.grid tr.ends th.low { text-align: left; }
.grid tr.ends th.high { text-align: right; }
.grid thead .code { display: block; min-width: 0; padding: 0; text-align: center; font-size: .86em; }
.grid thead td { width: auto; }
.grid tbody th { text-align: left; width: auto; }
.grid tbody tr { border-bottom: 1px solid var(--hair); break-inside: avoid; }
.grid tbody tr:nth-child(even) { background: var(--tint); }
.grid .mark { display: inline-block; min-width: 2.67em; font-weight: 600; font-size: .9em; color: var(--ink); }
.grid .words { display: block; }
.grid .with { display: block; padding-left: 2.4em; text-indent: -2.4em; }
.grid .with > span { text-indent: 0; }
.grid .under { display: block; text-indent: 0; }
.grid .go { display: block; max-width: none; font-size: .84em; text-indent: 0; }
.grid .go::before { content: none; }
.grid .office { border-left: 1px solid var(--hair); color: var(--soft); font-size: .74em; min-width: 3em; }
.grid tr.total th, .grid tr.total td { border-top: 1.3px solid var(--ink); font-weight: 600;
  background: var(--page); }
.sums .number { text-align: right; white-space: nowrap; width: 1%; }
.sums .comb { margin-top: 0; }
.sums thead th { border-bottom-width: 1px; }
.empties { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 0 1.1em; font-size: .76em;
  color: var(--soft); margin-top: .35em; }
.empties li { white-space: nowrap; }
.empties .code { min-width: 0; padding: 0 0 0 .35em; font-size: .9em; }
.empties .o, .empties .s { border-width: 1px; border-color: var(--soft); }
.empties .go { font-size: 1em; font-weight: normal; margin-left: .4em; }
.repeat { margin-top: .9em; font-weight: 600; border: 1.3px solid var(--ink); padding: .3em .7em;
  break-after: avoid; }
.repeat .row { float: right; font-weight: normal; }
.repeat .row i { display: inline-block; width: 4em; height: 1.3em; border-bottom: 1px solid var(--ink);
  vertical-align: bottom; }
.roster td { height: 2.6em; text-align: left; vertical-align: top; border-left: 1px solid var(--hair); }
.roster tbody th { width: 1%; min-width: 2.5em; }
.roster thead th { text-align: left; vertical-align: top; width: auto; }
.roster .ticks { margin: 0; }
.roster li { font-size: .84em; }
.roster .text { font-weight: 600; }
.piece.last { break-before: avoid; }
.finish { margin-top: 2.5em; text-align: center; font-weight: 600; border-top: 1.3px solid var(--ink);
  padding-top: .6em; }
.finish span { display: block; font-weight: normal; }
.leaf { margin-top: 1.4em; }
.leaf ul { columns: 3; column-gap: 1.5em; font-size: .86em; margin-top: .3em; }
.leaf li { break-inside: avoid; padding-left: 3.6em; text-indent: -3.6em; }
.leaf li b { display: inline-block; width: 3em; text-indent: 0; font-weight: 600; text-align: right;
  margin-right: .6em; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2em; break-inside: avoid; }
.pair > div { min-width: 0; }
.pair > div + div { border-left: 1px solid var(--hair); padding-left: 1em; margin-left: -1em; }
.facts { font-size: .78em; background: var(--tint); padding: .3em .6em; margin: .4em 0 0 0;
  break-inside: avoid; font-family: "Source Code Pro", "DejaVu Sans Mono", Consolas, monospace; }
.facts p { padding-left: 1em; text-indent: -1em; }
.facts b { font-weight: 600; }
.facts span { margin-right: 1.1em; }
.facts em { font-style: normal; color: var(--soft); }
.review { margin-top: 2em; font-size: .86em; }
.review td, .review th { text-align: left; vertical-align: top; padding: .25em .5em;
  border-bottom: 1px solid var(--hair); }
.review thead th { border-bottom: 1.3px solid var(--ink); }
.review caption { text-align: left; font-weight: 700; font-size: 1.15em; padding: .5em 0; }
.wide { overflow-x: auto; }
@media screen and (max-width: 576px) {
  body { padding: 1rem .8rem 3rem; font-size: 15px; }
  .q { padding-left: 2.3em; }
  .ticks.many { columns: 1; }
  .leaf ul { columns: 1; }
  .pair { grid-template-columns: 1fr; }
  .pair > div + div { border: 0; padding: .5em 0 0; margin: 0; }
  .scale { flex-wrap: wrap; }
  .scale span.end, .scale span.end:first-child { flex: 1 1 40%; text-align: left; order: 1; }
  .scale span.end:last-child { order: 2; text-align: right; }
  .scale ul { order: 0; flex: 1 1 100%; margin: 0; }
  .scale li { flex: 1; }
  .grid thead th { min-width: 3em; }
  .grid tbody th { min-width: 11em; }
  .roster tbody th { min-width: 2.5em; }
}
@media print {
  body, body.two { max-width: none; padding: 0 0 0 10px; font-size: 10pt; }
  .grid, .wide { overflow: visible; }
  .o, .s, .comb i, .tint, .section, .when, .how, .grid tr { print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
  .lists, .review { break-before: page; }
  a { color: inherit; text-decoration: none; }
}
"""

PAGE = """
@page {{ size: A4{turn}; margin: 17mm 16mm 18mm 16mm;
  @bottom-left {{ content: {footer}; font: 7.5pt "Liberation Sans", Arial, sans-serif; color: #555; }}
  @bottom-right {{ content: counter(page) " / " counter(pages);
    font: 7.5pt "Liberation Sans", Arial, sans-serif; color: #555; }}
  @top-right {{ content: {case}; font: 7.5pt "Liberation Sans", Arial, sans-serif; color: #555; }} }}
@page :first {{ @top-right {{ content: none; }} }}
"""


def page_style(footer: str, case: str, *, wide: bool) -> str:
    """The frame of the printed page: the edition and page numbers below, the case number above."""
    blank = f"{case} ________________"
    return PAGE.format(turn=" landscape" if wide else "", footer=_string(footer), case=_string(blank))


def _string(text: str) -> str:
    """A text as a string of CSS, where no sign of it can end the string or the style sheet."""
    return '"' + "".join(sign if sign.isalnum() or sign in " ._·/:" else f"\\{ord(sign):x} " for sign in text) + '"'
