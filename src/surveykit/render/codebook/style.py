"""How the codebook page looks and what its one script does: search, filter, and a contents that follows."""

from base64 import b64encode
from hashlib import sha256

STYLE = """
:root{color-scheme:light dark;--ink:#1c1c1c;--page:#fff;--rule:#b9b9b9;--soft:#595959;--bar:#3f6ea0;--gone:#8d8d8d;
--stripe:#f4f4f1;--link:#1d4f86;--mark:#fff3c4}
@media (prefers-color-scheme:dark){:root{--ink:#e8e6e3;--page:#17181a;--rule:#55585c;--soft:#a9adb3;--bar:#7fa8d4;
--gone:#85888d;--stripe:#202225;--link:#9cc3ee;--mark:#3d3619}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;max-width:92rem;padding:1rem;color:var(--ink);background:var(--page);
font:16px/1.5 system-ui,sans-serif;
overflow-wrap:anywhere}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--bar);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--page);padding:.5rem;z-index:9}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
h1,h2,h3{line-height:1.25;margin:2rem 0 .5rem}h1{margin-top:.5rem;font-size:clamp(1.5rem,6vw,2rem);hyphens:auto}
h2{border-bottom:2px solid var(--ink);
padding-bottom:.2rem}
h3{margin:0 0 .3rem;font-size:1.125rem}h3 code{font-weight:600;padding:0}
.soft,.note,figcaption,summary{color:var(--soft)}
.q{margin:.2rem 0 .6rem;font-size:1.0625rem}
article{padding:1.1rem 0;border-bottom:1px solid var(--rule)}article:target{background:var(--mark);
box-shadow:0 0 0 .5rem var(--mark)}
dl{display:grid;grid-template-columns:fit-content(12rem) minmax(0,1fr);gap:.15rem 1rem;margin:.4rem 0}dt{
color:var(--soft)}dd{margin:0}
code{font:.9em ui-monospace,monospace;background:var(--stripe);padding:0 .2em}
.rule{color:var(--soft);display:block;width:fit-content}.tools p{margin:0}
.wide{overflow-x:auto;margin:.6rem 0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;border-block:1px solid var(--ink);margin:.6rem 0}
.wide table{margin:0}
caption{text-align:left;color:var(--soft);font-size:.875rem;padding-bottom:.15rem}
th,td{padding:.15rem .5rem .15rem 0;text-align:right;vertical-align:top;font-weight:normal}
td,tbody th{white-space:nowrap}.t,tbody th.t,td.t{text-align:left;white-space:normal}thead th{font-weight:600;
vertical-align:bottom;border-bottom:1px solid var(--ink)}
tbody.m{color:var(--soft);border-top:1px solid var(--rule)}
.b{width:8rem;height:.7rem;fill:var(--bar);display:block;margin-top:.4rem}.g,.far{fill:var(--gone)}
figure{margin:.6rem 0;max-width:26rem}figure svg{display:block;width:100%;height:auto;fill:var(--bar)}
figure .x{fill:var(--soft);font:11px system-ui,sans-serif}figure .a{stroke:var(--rule);fill:none}
.pair{display:flex;flex-wrap:wrap;gap:0 2.5rem;align-items:start}.pair figure{flex:1 1 18rem}
details>summary{cursor:pointer}
nav ul{list-style:none;margin:.2rem 0;padding:0 0 0 .8rem}nav a{text-decoration:none;display:block;
padding:.1rem .3rem;color:inherit}
nav a:hover{text-decoration:underline}nav a[aria-current]{background:var(--stripe);box-shadow:inset 3px 0 var(--bar)}
nav code{background:none;padding:0}
.tools,.langs{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:.6rem 0;border:0;padding:0}
.tools[hidden]{display:none}
.tools label,.langs label{display:inline-flex;gap:.4rem;align-items:center}
.tools .f{display:grid;gap:.1rem;flex:0 1 auto}.tools .wider{flex:1 1 16rem}
.langs legend{float:left;padding:0;margin-right:1rem;color:var(--soft)}
input[type=search],select,button{font:inherit;color:inherit;background:var(--page);border:1px solid var(--soft);
border-radius:3px;
padding:.25rem .5rem;max-width:100%;width:100%}button{width:auto;cursor:pointer}
::placeholder{color:var(--soft);opacity:1}input{accent-color:var(--bar)}
[hidden]{display:none}
body:has(#sk\\.l:checked) .l+.l::before{content:" · "}
@media (min-width:64rem){.frame{display:grid;grid-template-columns:20rem minmax(0,1fr);gap:2.5rem}
nav{position:sticky;top:0;max-height:100vh;overflow:auto;padding:1rem 0}
nav .n{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.tools{position:sticky;top:0;background:var(--page);padding:.6rem 0;border-bottom:1px solid var(--rule);z-index:2}
html{scroll-padding-top:8rem}}
thead th{overflow-wrap:normal}tbody th.t{min-width:2.2rem}
@media (max-width:40rem){dl{grid-template-columns:fit-content(7rem) minmax(0,1fr)}
.b{width:2.5rem}th,td{padding-right:.4rem}thead th{font-size:.8125rem}}
@media (max-width:63.99rem){nav ul.top{max-height:45vh;overflow:auto}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{@page{margin:16mm}:root{--ink:#000;--page:#fff;--soft:#444;--stripe:#f2f2f2;--link:#000;--bar:#3f6ea0;
--gone:#8d8d8d;
--rule:#999}body{max-width:none;padding:0;font-size:9.5pt}nav,.tools,.langs,.skip,details.more{display:none}.frame{
display:block}
a{text-decoration:none}h2,h3,caption,.q,dl:not(:last-child){break-after:avoid}
.q,table,tr,figure,dl,.pair{break-inside:avoid}thead{
display:table-header-group}
.b,figure svg{print-color-adjust:exact}.wide{overflow:visible}article{padding:.6rem 0}article:target{background:none;
box-shadow:none}}
"""

SCRIPT = """
(() => {
'use strict';
const one = (what, from = document) => from.querySelector(what);
const all = (what, from = document) => [...from.querySelectorAll(what)];
const fold = text => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
const tools = one('#sk\\\\.tools'), words = one('input', tools), status = one('[role=status]', tools);
const chosen = all('select', tools), ticked = all('input[type=checkbox]', tools);
const items = all('article.v'), links = new Map(all('nav a[data-v]').map(a => [a.hash.slice(1), a]));
const said = item => all('h3,.q,tbody .t,.note', item).map(part => part.textContent).join(' ');
let index;
function filter() {
  const wanted = fold(words.value).split(/\\s+/).filter(Boolean);
  if (wanted.length && !index) index = items.map(item => fold(said(item)));
  let n = 0;
  items.forEach((item, at) => {
    const fits = chosen.every(s => !s.value || item.dataset[s.name] === s.value)
      && ticked.every(box => !box.checked || box.name in item.dataset)
      && wanted.every(word => index[at].includes(word));
    item.hidden = !fits;
    n += fits;
    const link = links.get(encodeURIComponent(item.id)) || links.get(item.id);
    if (link) link.parentElement.hidden = !fits;
  });
  all('section.part').forEach(part => { part.hidden = !one('article.v:not([hidden])', part); });
  all('nav details.s').forEach(part => {
    part.hidden = !one('a.n', part) || !all('li', part).some(li => one('a.n', li) && !li.hidden);
    if (wanted.length) part.open = true;
  });
  status.textContent = n ? tools.dataset.shown.replace('{n}', n).replace('{total}', items.length) : tools.dataset.none;
}
function clear() {
  words.value = '';
  chosen.forEach(s => { s.value = ''; });
  ticked.forEach(box => { box.checked = false; });
  filter();
}
let current;
function follow(item) {
  const link = links.get(encodeURIComponent(item.id)) || links.get(item.id);
  if (!link || link === current) return;
  if (current) current.removeAttribute('aria-current');
  current = link;
  link.setAttribute('aria-current', 'true');
  const part = link.closest('details.s'), nav = link.closest('nav');
  if (matchMedia('(min-width:64rem)').matches) {
    part.open = true;
    nav.scrollTop += link.getBoundingClientRect().top - nav.getBoundingClientRect().top - nav.clientHeight / 2;
  }
}
function reach() {
  let target = null;
  try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
  const item = target && target.closest('article.v');
  if (item && item.hidden) { clear(); target.scrollIntoView(); }
}
tools.hidden = false;
tools.addEventListener('input', filter);
one('button', tools).addEventListener('click', () => { clear(); words.focus(); });
addEventListener('keydown', event => {
  const free = !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest('input,select,textarea');
  if (event.key === '/' && free) {
    event.preventDefault();
    words.focus();
    words.select();
  } else if (event.key === 'Escape' && event.target === words) clear();
});
addEventListener('hashchange', reach);
if (!matchMedia('(min-width:64rem)').matches) all('nav > details').forEach(part => { part.open = false; });
const seen = new IntersectionObserver(entries => {
  const top = entries.filter(entry => entry.isIntersecting)[0];
  if (top) follow(top.target);
}, { rootMargin: '-8% 0px -80% 0px' });
items.forEach(item => seen.observe(item));
filter();
})();
"""


def policy(style: str) -> str:
    """What the page may do: show itself, with this style and this script, and ask nothing of any network."""
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in (SCRIPT, style)]
    script, look = (f"'sha256-{digest}'" for digest in hashes)
    return f"default-src 'none'; script-src {script}; style-src {look}; base-uri 'none'; form-action 'none'"
