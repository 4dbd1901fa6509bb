import { approval } from '../me/refusal-words.ts';
import { type About, contact, escapeHtml, type PageContent } from './page.ts';

export type Write = (about: About) => PageContent;

export const help: Write = about => {
  const name = escapeHtml(about.APP_NAME);
  return {
    title: 'Help',
    body: `<h1>Help</h1>
<p>${name} helps a company fill its jobs through the people it already employs. In Microsoft Teams it tells recruiters
when a candidate is matched, referred or recommended, and when something needs them.</p>

<h2>Begin</h2>
<ol>
<li>In Teams, choose <b>Apps</b>, look for <b>${name}</b> and add it. Can you not find it? Your IT decides which apps a
company sees: ask them to allow it.</li>
<li>The bot says hello. From then on each event that concerns you arrives there as a card; its buttons mark it as
reviewed, snooze it or open the profile.</li>
<li><b>Home</b>, beside the chat, shows what needs you, the latest events and what became of each notification.</li>
<li>Write <code>settings</code> to the bot to choose what you are told at once, gathered, in a daily digest or not at
all.</li>
</ol>

<h2>What the bot understands</h2>
<dl>
<dt><code>status</code></dt><dd>What is waiting, and whether cards reach you.</dd>
<dt><code>settings</code></dt><dd>Choose which notifications you get, and when.</dd>
<dt><code>pause</code>, <code>pause 1h</code>, <code>resume</code></dt><dd>Hold notifications back, and let them go.</dd>
<dt><code>follow</code> and a job or candidate</dt><dd>Be told of that one; <code>unfollow</code> ends it.</dd>
<dt><code>sign out</code>, <code>sign in</code></dt><dd>Get e-mail instead of cards, and cards again.</dd>
<dt><code>help</code></dt><dd>The same list, in the chat.</dd>
</dl>

<h2 id="not-connected">“Your company is not connected yet”</h2>
<p class="note">${escapeHtml(approval(about.APP_NAME))}</p>
<p>Write anything to the bot: it answers with your company’s Microsoft 365 tenant id. Send that number to
${contact(about)}. As soon as the company is connected, press <b>Check again</b> under the bot’s answer.</p>

<h2 id="unknown">“I do not know you yet”</h2>
<p>Your company is connected, but you are not among its people. Ask a colleague who recruits there, or your IT, to add you
with the e-mail address you use in Teams; then write <code>hello</code> to the bot.</p>

<h2 id="no-cards">Cards do not arrive</h2>
<ul>
<li>Write <code>status</code> to the bot. It says whether you have paused, and by which way you are told.</li>
<li>If you have blocked or removed the app, notifications go by e-mail. Add it again, and cards come back.</li>
<li><b>Home</b> says of each notification whether it was sent, waits or failed, and why.</li>
</ul>
<p>Something else? <a href="/support">Ask us.</a></p>`,
  };
};

export const support: Write = about => ({
  title: 'Support',
  body: `<h1>Support</h1>
<p>Write to ${contact(about)}. Say what you did, what you saw and when. If the message named a request id, add it: it leads
us to the place in the log. Please send no passwords, tokens or candidates’ details.</p>

<h2>How to begin</h2>
<p>Add ${escapeHtml(about.APP_NAME)} in Teams and write <code>hello</code> to the bot. <a href="/help">Help</a> has the
steps, and what the bot understands.</p>

<h2>Your company is not connected</h2>
<p class="note">${escapeHtml(approval(about.APP_NAME))}</p>
<p>Nobody can be signed in before that. <a href="/help#not-connected">What to do</a> takes one message to the bot and one
to us or to your IT.</p>

<h2>Your account is switched off</h2>
<p>Your company has done so, often by itself when somebody leaves or changes jobs in its directory. Only your company can
switch it on again: ask your IT.</p>`,
});

export const privacy: Write = about => {
  const name = escapeHtml(about.APP_NAME);
  return {
    title: 'Privacy',
    body: `<h1>Privacy</h1>
<p>Your company decides that ${name} is used, and for what: it is responsible for the data, and ${name} handles them for it.
This page says what is kept, for how long, and who sees it.</p>

<h2>What is kept</h2>
<dl>
<dt>Of employees</dt>
<dd>Name, work e-mail address and role; the tenant and object id of the Microsoft 365 account; where the bot reaches you in
Teams; language and time zone as Teams tells them; your choice of notifications.</dd>
<dt>Of candidates</dt>
<dd>What your company’s recruiting systems send: name, and where given e-mail address, headline, place, a link to the
profile, who referred or recommended them, a note, the reason and a score.</dd>
<dt>Of what happens</dt>
<dd>Each event and who was told of it; each message sent, when, and why one was not; what was changed in accounts and
settings, by whom.</dd>
</dl>

<h2>For how long</h2>
<ul>
<li>Events, with who was told: 365 days.</li>
<li>The log of messages: 30 days after each was sent or given up.</li>
<li>People, candidates, jobs and the record of changes: until your company has them deleted.</li>
</ul>

<h2>Who sees it</h2>
<ul>
<li>Recruiters of your own company. Nothing of one company is ever shown to another.</li>
<li>Microsoft, which carries the cards to Teams; and the mail server that carries messages to those whom Teams does not
reach.</li>
<li>Whoever runs this service, as far as it takes to run it.</li>
</ul>
<p>There is no advertising, no tracking and no sale of data. These pages and the tab in Teams set no cookies. The token with
which Teams signs you in is checked and not kept. Logs name no e-mail addresses, tokens or codes.</p>

<h2>What you can ask for</h2>
<p>To see, correct, receive or delete what is kept of you, ask your company first, since it decides. If it tells you to ask
us, or you do not get an answer, write to ${contact(about)}. Write <code>sign out</code> to the bot to stop cards at once.</p>`,
  };
};

export const terms: Write = about => {
  const name = escapeHtml(about.APP_NAME);
  return {
    title: 'Terms of use',
    body: `<h1>Terms of use</h1>
<p>${name} is offered to companies. What your company has agreed with whoever provides it comes first; these terms say what
holds for you who use it at work.</p>
<ul>
<li>Use it for your company’s recruiting alone, with the account your company has given you.</li>
<li>What you see of candidates and colleagues is confidential. Treat it as your company’s rules and the law ask.</li>
<li>Whoever refers or recommends somebody does so freely. Nobody may be pressed to.</li>
<li>Do not try to reach what is another person’s or another company’s, to overload the service, or to pass its limits.</li>
<li>Matches and scores come from other systems and may be wrong. Decide on people yourself.</li>
<li>Your company may end your access at any time. Microsoft Teams and Outlook are under Microsoft’s own terms.</li>
<li>The service may change or be interrupted. What was accepted from your company’s systems is kept and sent later.</li>
</ul>
<p>How data are handled stands under <a href="/privacy">Privacy</a>. Questions: ${contact(about)}.</p>`,
  };
};
