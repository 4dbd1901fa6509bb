import type { words as en } from './en.ts';

export const words: Record<keyof typeof en, string> = {
  'page.title': '{page} – {product}',
  'page.skip': 'Naar de inhoud',
  'page.loading': 'Laden',
  'nav.label': 'Pagina’s van {product}',
  'nav.home': 'Start',
  'nav.settings': 'Instellingen',
  'nav.help': 'Hulp',
  'nav.help.of': 'Hulp, opent in een nieuw tabblad',

  'live.live': 'Live',
  'live.reconnecting': 'Opnieuw verbinden',
  'live.polling': 'Kijkt elke {seconds} seconden',
  'live.hint': 'Wijzigingen verschijnen vanzelf.',

  'settings.title': 'Instellingen',

  'home.title': 'Start',
  'home.fault': 'Start kon niet worden bijgewerkt.',
  'home.fault.first': 'Start kon niet worden geladen.',
  'home.shown': 'Wat je ziet is van {time}.',

  'fault.offline': 'De server is niet bereikbaar. Controleer je verbinding.',
  'fault.failed': 'De server kon niet antwoorden.',
  'fault.busy':
    'De server heeft het druk. Probeer het over {seconds, plural, one {# seconde} other {# seconden}} opnieuw.',
  'fault.request': 'Kenmerk van de aanvraag: {id}',
  retry: 'Opnieuw proberen',
  retrying: 'Bezig met opnieuw proberen',

  'needs.title': 'Wacht op jou',
  'needs.count': '{count, plural, =0 {Niets open} one {# open} other {# open}}',
  'needs.newest':
    'Dit zijn de nieuwste {shown, number} van {total, number}. Oudere volgen zodra je beoordeelt of uitstelt.',
  'needs.more': 'Toon {count, plural, one {nog #} other {nog #}}',
  'needs.clear.title': 'Je bent helemaal bij',
  'needs.clear.text': 'Nieuwe matches, verwijzingen en acties verschijnen hier en in je chat.',
  'needs.never.title': 'Nog geen matches',
  'needs.never.text':
    'Ze verschijnen hier en in de chat zodra er een vacature open is. Schrijf “settings” aan de bot om te kiezen wat je wanneer bereikt.',

  'event.kind.matched': 'Match',
  'event.kind.referred': 'Verwijzing',
  'event.kind.recommended': 'Aanbeveling',
  'event.kind.action': 'Actie nodig',
  'event.matched': '{name} past bij {job}',
  'event.referred': '{name} verwezen voor {job}',
  'event.recommended': '{name} aanbevolen voor {job}',
  'event.action': '{name} voor {job}',
  'event.by.matched': 'Voorgesteld door {name}',
  'event.by.referred': 'Verwezen door {name}',
  'event.by.recommended': 'Aanbevolen door {name}',
  'event.by.action': 'Gemeld door {name}',
  'event.score': 'Match {score, number} van 100',
  'event.reviewed.me': 'Beoordeeld door jou, {time}',
  'event.reviewed': 'Beoordeeld door {name}, {time}',
  'event.snoozed': 'Uitgesteld tot {time}',
  'text.all': 'Alles tonen',
  'text.less': 'Minder tonen',

  'act.review': 'Markeren als beoordeeld',
  'act.review.of': 'Markeren als beoordeeld: {title}',
  'act.snooze': 'Uitstellen',
  'act.snooze.of': 'Uitstellen: {title}',
  'act.profile': 'Profiel openen in nieuw tabblad',
  'act.profile.of': 'Profiel openen in nieuw tabblad: {name}',
  'act.job': 'Vacature openen in nieuw tabblad',
  'act.job.of': 'Vacature openen in nieuw tabblad: {job}',
  'act.undo': 'Ongedaan maken',
  'act.undo.of': 'Ongedaan maken: {title}',
  'snooze.hour': 'Over 1 uur',
  'snooze.four-hours': 'Over 4 uur',
  'snooze.tomorrow': 'Morgen',
  'snooze.monday': 'Volgende maandag',

  'done.reviewed': '{title}: gemarkeerd als beoordeeld.',
  'done.snoozed': '{title}: uitgesteld tot {time}.',
  'done.undone': '{title}: ongedaan gemaakt.',
  'undone.reviewed': 'Dit kon niet als beoordeeld worden gemarkeerd.',
  'undone.snoozed': 'Dit kon niet worden uitgesteld.',
  'undone.undo': 'Dit kon niet ongedaan worden gemaakt.',

  'latest.title': 'Recent',
  'latest.text': 'Wat er binnenkwam, en wat er van elke melding is geworden.',
  'latest.empty':
    'Er is nog niets binnengekomen. Hier staat straks elke gebeurtenis, met wat er van de melding is geworden.',
  'latest.more': 'Toon {count, plural, one {nog #} other {nog #}}',

  'delivery.waiting':
    '{channel, select, teams {Wacht op verzending naar je Teams-chat} other {Wacht op verzending per e-mail}}',
  'delivery.until':
    '{channel, select, teams {Wacht tot {time} op verzending naar je Teams-chat} other {Wacht tot {time} op verzending per e-mail}}',
  'delivery.sent': '{channel, select, teams {Verzonden naar je Teams-chat} other {Per e-mail verzonden}}',
  'delivery.failed':
    '{channel, select, teams {Kon niet naar Teams worden verzonden} other {Kon niet per e-mail worden verzonden}}',
  'delivery.unknown': '{channel, select, teams {Mogelijk naar Teams verzonden} other {Mogelijk per e-mail verzonden}}',
  'delivery.not-sent': '{channel, select, teams {Niet naar Teams verzonden} other {Niet per e-mail verzonden}}',
  'instead.waiting':
    '{channel, select, teams {Gaat in plaats daarvan naar je Teams-chat} other {Gaat in plaats daarvan per e-mail}}',
  'instead.sent':
    '{channel, select, teams {In plaats daarvan naar je Teams-chat verzonden} other {In plaats daarvan per e-mail verzonden}}',
  'instead.failed':
    '{channel, select, teams {Kon ook niet naar Teams worden verzonden} other {Kon ook niet per e-mail worden verzonden}}',
  'instead.unknown':
    '{channel, select, teams {Mogelijk in plaats daarvan naar Teams verzonden} other {Mogelijk in plaats daarvan per e-mail verzonden}}',
  'instead.not-sent': '{channel, select, teams {Ook niet naar Teams verzonden} other {Ook niet per e-mail verzonden}}',

  'week.title': 'Afgelopen 7 dagen',
  'week.matched': 'Matches',
  'week.referred': 'Verwezen',
  'week.recommended': 'Aanbevolen',
  'week.actions': 'Actie nodig',
  'week.reviewed': 'Beoordeeld',
  'week.sent': 'Meldingen verzonden',
  'week.failed': 'Niet bezorgd',

  'setup.title': 'Instellen',
  'setup.progress': '{done, number} van {total, number} werken',
  'setup.approval': 'Voordat {product} in een bedrijf werkt, moet IT het één keer goedkeuren.',
  'setup.teams-app': 'Teams-app',
  'setup.teams-app.hint': 'Meldingen in je chat',
  'setup.teams-chat': 'Teams-chat',
  'setup.teams-chat.hint': 'Nudges uit jouw naam',
  'setup.outlook': 'Outlook',
  'setup.outlook.hint': 'Nudges uit je eigen mailbox',
  'setup.scim': 'SCIM-inrichting',
  'setup.scim.hint': 'Houdt personen gelijk, vanaf 50 medewerkers',
  'setup.sso': 'Eenmalige aanmelding (SSO)',
  'setup.sso.hint': 'Als je bedrijf dat vereist',
  'setup.oauth-login': 'Aanmelden met Microsoft',
  'setup.oauth-login.hint': 'Hiervoor is geen IT-beheerder nodig',
  'setup.state.not-set-up': 'Niet ingesteld',
  'setup.state.waiting': 'Wacht',
  'setup.state.working': 'Werkt',
  'setup.state.failing': 'Vraagt aandacht',

  'said.new': 'Nieuw: {title}',
  'said.news': '{count, plural, one {# nieuwe gebeurtenis} other {# nieuwe gebeurtenissen}}',
  'said.reviewed': '{title}: gemarkeerd als beoordeeld door {name}.',
  'said.back': '{title}: het uitstel is voorbij.',
  'said.failed': '{title}: de melding kon niet worden verzonden.',

  'guide.next': 'Wat je nu kunt doen',
  'guide.again': 'Opnieuw controleren',
  'guide.again.still': 'Er is nog niets veranderd. Gecontroleerd om {time}.',
  'guide.details': 'Details',
  'guide.copy': 'Bericht kopiëren',
  'guide.copied': 'Gekopieerd',
  'guide.copy.failed': 'Selecteer de tekst en kopieer die met je toetsenbord.',

  'browser.title': 'Open {product} in Teams',
  'browser.text': '{product} werkt in Microsoft Teams, waar je zonder verdere stap bent aangemeld.',
  'browser.step.teams': 'Open Microsoft Teams met je werkaccount.',
  'browser.step.app': 'Kies Apps, zoek {product} en open de app.',
  'browser.step.home': 'Kies bovenaan Start.',
  'browser.note': 'Kun je {product} daar niet vinden? Vraag het dan aan wie {product} in je bedrijf beheert.',

  'unconnected.title': 'Je bedrijf is nog niet verbonden',
  'unconnected.step.colleague': 'Stuur het bericht hieronder naar een collega die {product} beheert, of naar je IT.',
  'unconnected.step.back': 'Kies hier Opnieuw controleren zodra het gedaan is.',
  'unconnected.message': 'Bericht om te versturen',
  'unconnected.body':
    'Verbind ons bedrijf alsjeblieft met {product}. IT moet de app één keer goedkeuren in Microsoft 365, en het team van {product} heeft ons tenant-id van Microsoft 365 nodig: {tenant}',
  'unconnected.body.short':
    'Verbind ons bedrijf alsjeblieft met {product}. IT moet de app één keer goedkeuren in Microsoft 365, en het team van {product} heeft ons tenant-id van Microsoft 365 nodig.',

  'unknown.title': 'We kennen je nog niet',
  'unknown.text': 'Je bedrijf is verbonden met {product}, maar je account is daar nog aan niemand gekoppeld.',
  'unknown.step.hello':
    'Schrijf “hello” aan de bot van {product} in Teams. Heeft je bedrijf je toegevoegd, dan wordt je account meteen gekoppeld.',
  'unknown.step.ask':
    'Lukt dat niet, vraag dan een collega die werft, of je IT, om je toe te voegen met het e-mailadres dat je in Teams gebruikt.',
  'unknown.step.back': 'Kies daarna hier Opnieuw controleren.',

  'inactive.title': 'Je account is uitgeschakeld',
  'inactive.text': 'Je bedrijf heeft je account in {product} uitgeschakeld, dus hier komt niets meer binnen.',
  'inactive.step.ask': 'Is dat een vergissing? Vraag je IT dan om het weer in te schakelen.',
  'inactive.step.back': 'Kies hier Opnieuw controleren zodra het weer is ingeschakeld.',
  'inactive.kept': 'Je geschiedenis blijft bewaard: daarna is alles zoals het was.',

  'unauthorized.title': 'Teams kon je niet aanmelden',
  'unauthorized.text':
    '{product} gebruikt je aanmelding bij Teams, en die kwam deze keer niet aan of werd niet aanvaard.',
  'unauthorized.step.again': 'Kies Opnieuw proberen.',
  'unauthorized.step.restart': 'Helpt dat niet, meld je dan bij Teams af en weer aan.',
  'unauthorized.step.it': 'Blijft het zo, stuur de details hieronder dan naar je IT.',

  'member.title': 'Start is voor recruiters',
  'member.text': 'Je bent aangemeld als {name} van {organization}. Je hoeft hier niets te doen.',
  'member.nudges': 'Als een recruiter je over een kandidaat vraagt, komt het bericht in je chat of mailbox.',
  'member.ask': 'Werf je zelf? Vraag een beheerder van je bedrijf om je recruiter te maken.',
  'member.text.short': 'Je bent aangemeld als medewerker. Je hoeft hier niets te doen.',

  'silent.title': 'Teams antwoordt niet',
  'silent.text': '{product} wacht tot Teams zegt wie je bent.',
  'silent.step.again': 'Kies Opnieuw proberen.',
  'silent.step.restart': 'Helpt dat niet, sluit dit tabblad dan in Teams en open het opnieuw.',

  'missing.title': 'Deze pagina is er niet',
  'missing.text': 'Het adres leidt nergens heen. Misschien is het verkeerd getypt, of van een latere versie.',
  'missing.home': 'Naar Start',

  'broken.title': 'Er ging iets mis',
  'broken.text': 'Deze pagina kon niet worden getoond. Niets van wat je deed is verloren.',
  'broken.reload': 'Opnieuw laden',
};
