/** The one stylesheet of the pages that are open to all. Text and links keep 4.5:1 in both schemes (WCAG 2.2, 1.4.3). */
export const stylesheet = `:root {
  color-scheme: light dark;
  --ground: #fff; --text: #242424; --quiet: #5c5c5c; --line: #d6d6d6; --link: #4f52b2; --panel: #f5f5f5;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #1f1f1f; --text: #f5f5f5; --quiet: #b8b8b8; --line: #474747; --link: #a6a9f0; --panel: #2b2b2b; }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 0 1.25rem 4rem; background: var(--ground); color: var(--text);
  font: 1rem/1.6 "Segoe UI", system-ui, sans-serif; overflow-wrap: break-word;
}
header, main { max-width: 44rem; margin: 0 auto; }
header { padding: 1.5rem 0 1rem; border-bottom: 1px solid var(--line); }
.name { margin: 0 0 .5rem; font-weight: 600; font-size: 1.125rem; }
.name span { color: var(--quiet); font-weight: 400; }
nav li + li { margin-top: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; list-style: none; }
nav a { display: inline-block; padding: .25rem 0; }
nav a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; border-bottom: 2px solid var(--link); }
h1 { margin: 2rem 0 .75rem; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.25rem; line-height: 1.3; }
p, ul, ol, dl { margin: 0 0 1rem; }
li + li { margin-top: .375rem; }
dt { font-weight: 600; }
dd { margin: 0 0 .5rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
code { padding: .1em .3em; border-radius: 4px; background: var(--panel); font-size: .9375em; }
.note { padding: .75rem 1rem; border-left: 4px solid var(--link); background: var(--panel); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; padding: .25rem .5rem; background: var(--ground); }
`;
