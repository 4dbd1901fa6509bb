import type { words as en } from './en.ts';

export const words: Record<keyof typeof en, string> = {
  'page.title': '{page} – {product}',
  'page.skip': 'Zum Inhalt springen',
  'page.loading': 'Wird geladen',
  'nav.label': 'Seiten von {product}',
  'nav.home': 'Start',
  'nav.settings': 'Einstellungen',
  'nav.help': 'Hilfe',
  'nav.help.of': 'Hilfe, öffnet in einem neuen Tab',

  'live.live': 'Live',
  'live.reconnecting': 'Verbindung wird wiederhergestellt',
  'live.polling': 'Sieht alle {seconds} Sekunden nach',
  'live.hint': 'Änderungen erscheinen von selbst.',

  'settings.title': 'Einstellungen',

  'home.title': 'Start',
  'home.fault': 'Die Startseite konnte nicht aktualisiert werden.',
  'home.fault.first': 'Die Startseite konnte nicht geladen werden.',
  'home.shown': 'Der gezeigte Stand ist von {time}.',

  'fault.offline': 'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung.',
  'fault.failed': 'Der Server konnte nicht antworten.',
  'fault.busy':
    'Der Server ist ausgelastet. Versuchen Sie es in {seconds, plural, one {# Sekunde} other {# Sekunden}} erneut.',
  'fault.request': 'Kennung der Anfrage: {id}',
  retry: 'Erneut versuchen',
  retrying: 'Wird erneut versucht',

  'needs.title': 'Wartet auf Sie',
  'needs.count': '{count, plural, =0 {Nichts offen} one {# offen} other {# offen}}',
  'needs.newest':
    'Das sind die neuesten {shown, number} von {total, number}. Ältere folgen, sobald Sie prüfen oder zurückstellen.',
  'needs.more': '{count, plural, one {# weiteren} other {# weitere}} anzeigen',
  'needs.clear.title': 'Sie sind auf dem neuesten Stand',
  'needs.clear.text': 'Neue Treffer, Vorschläge und Aufgaben erscheinen hier und in Ihrem Chat.',
  'needs.never.title': 'Noch keine Treffer',
  'needs.never.text':
    'Sie erscheinen hier und im Chat, sobald eine Stelle offen ist. Schreiben Sie dem Bot „settings“, um zu wählen, was Sie wann erreicht.',

  'event.kind.matched': 'Treffer',
  'event.kind.referred': 'Vorschlag',
  'event.kind.recommended': 'Empfehlung',
  'event.kind.action': 'Aktion nötig',
  'event.matched': '{name} passt zu {job}',
  'event.referred': '{name} vorgeschlagen für {job}',
  'event.recommended': '{name} empfohlen für {job}',
  'event.action': '{name} für {job}',
  'event.by.matched': 'Genannt von {name}',
  'event.by.referred': 'Vorgeschlagen von {name}',
  'event.by.recommended': 'Empfohlen von {name}',
  'event.by.action': 'Gemeldet von {name}',
  'event.score': 'Treffer {score, number} von 100',
  'event.reviewed.me': 'Von Ihnen geprüft, {time}',
  'event.reviewed': 'Geprüft von {name}, {time}',
  'event.snoozed': 'Zurückgestellt bis {time}',
  'text.all': 'Alles anzeigen',
  'text.less': 'Weniger anzeigen',

  'act.review': 'Als geprüft markieren',
  'act.review.of': 'Als geprüft markieren: {title}',
  'act.snooze': 'Zurückstellen',
  'act.snooze.of': 'Zurückstellen: {title}',
  'act.profile': 'Profil in neuem Tab öffnen',
  'act.profile.of': 'Profil in neuem Tab öffnen: {name}',
  'act.job': 'Stelle in neuem Tab öffnen',
  'act.job.of': 'Stelle in neuem Tab öffnen: {job}',
  'act.undo': 'Rückgängig',
  'act.undo.of': 'Rückgängig: {title}',
  'snooze.hour': 'In 1 Stunde',
  'snooze.four-hours': 'In 4 Stunden',
  'snooze.tomorrow': 'Morgen',
  'snooze.monday': 'Nächsten Montag',

  'done.reviewed': '{title}: als geprüft markiert.',
  'done.snoozed': '{title}: zurückgestellt bis {time}.',
  'done.undone': '{title}: rückgängig gemacht.',
  'undone.reviewed': 'Das konnte nicht als geprüft markiert werden.',
  'undone.snoozed': 'Das konnte nicht zurückgestellt werden.',
  'undone.undo': 'Das konnte nicht rückgängig gemacht werden.',

  'latest.title': 'Neueste',
  'latest.text': 'Was eingegangen ist, und was aus jeder Benachrichtigung wurde.',
  'latest.empty':
    'Bisher ist nichts eingegangen. Hier steht dann jedes Ereignis und was aus seiner Benachrichtigung wurde.',
  'latest.more': '{count, plural, one {# weiteren} other {# weitere}} anzeigen',

  'delivery.waiting':
    '{channel, select, teams {Wartet auf den Versand in Ihren Teams-Chat} other {Wartet auf den Versand per E-Mail}}',
  'delivery.until':
    '{channel, select, teams {Wartet bis {time} auf den Versand in Ihren Teams-Chat} other {Wartet bis {time} auf den Versand per E-Mail}}',
  'delivery.sent': '{channel, select, teams {In Ihren Teams-Chat gesendet} other {Per E-Mail gesendet}}',
  'delivery.failed':
    '{channel, select, teams {Konnte nicht an Teams gesendet werden} other {Konnte nicht per E-Mail gesendet werden}}',
  'delivery.unknown':
    '{channel, select, teams {Wurde vielleicht an Teams gesendet} other {Wurde vielleicht per E-Mail gesendet}}',
  'delivery.not-sent': '{channel, select, teams {Nicht an Teams gesendet} other {Nicht per E-Mail gesendet}}',
  'instead.waiting':
    '{channel, select, teams {Geht stattdessen in Ihren Teams-Chat} other {Geht stattdessen per E-Mail}}',
  'instead.sent':
    '{channel, select, teams {Stattdessen in Ihren Teams-Chat gesendet} other {Stattdessen per E-Mail gesendet}}',
  'instead.failed':
    '{channel, select, teams {Konnte auch nicht an Teams gesendet werden} other {Konnte auch nicht per E-Mail gesendet werden}}',
  'instead.unknown':
    '{channel, select, teams {Wurde vielleicht stattdessen an Teams gesendet} other {Wurde vielleicht stattdessen per E-Mail gesendet}}',
  'instead.not-sent': '{channel, select, teams {Auch nicht an Teams gesendet} other {Auch nicht per E-Mail gesendet}}',

  'week.title': 'Letzte 7 Tage',
  'week.matched': 'Treffer',
  'week.referred': 'Vorgeschlagen',
  'week.recommended': 'Empfohlen',
  'week.actions': 'Aktion nötig',
  'week.reviewed': 'Geprüft',
  'week.sent': 'Benachrichtigungen gesendet',
  'week.failed': 'Nicht zugestellt',

  'setup.title': 'Einrichtung',
  'setup.progress': '{done, number} von {total, number} in Betrieb',
  'setup.approval': 'Bevor {product} in einem Unternehmen arbeitet, muss die IT es einmal genehmigen.',
  'setup.teams-app': 'Teams-App',
  'setup.teams-app.hint': 'Benachrichtigungen im Chat',
  'setup.teams-chat': 'Teams-Chat',
  'setup.teams-chat.hint': 'Anfragen in Ihrem Namen',
  'setup.outlook': 'Outlook',
  'setup.outlook.hint': 'Anfragen aus Ihrem Postfach',
  'setup.scim': 'SCIM-Bereitstellung',
  'setup.scim.hint': 'Hält Personen aktuell, ab 50 Beschäftigten',
  'setup.sso': 'Einmaliges Anmelden (SSO)',
  'setup.sso.hint': 'Wenn Ihr Unternehmen es verlangt',
  'setup.oauth-login': 'Anmelden mit Microsoft',
  'setup.oauth-login.hint': 'Braucht keinen IT-Admin',
  'setup.state.not-set-up': 'Nicht eingerichtet',
  'setup.state.waiting': 'Wartet',
  'setup.state.working': 'In Betrieb',
  'setup.state.failing': 'Gestört',

  'said.new': 'Neu: {title}',
  'said.news': '{count, plural, one {# neues Ereignis} other {# neue Ereignisse}}',
  'said.reviewed': '{title}: von {name} als geprüft markiert.',
  'said.back': '{title}: nicht länger zurückgestellt.',
  'said.failed': '{title}: Die Benachrichtigung konnte nicht gesendet werden.',

  'guide.next': 'Was Sie jetzt tun können',
  'guide.again': 'Erneut prüfen',
  'guide.again.still': 'Noch hat sich nichts geändert. Geprüft um {time}.',
  'guide.details': 'Details',
  'guide.copy': 'Nachricht kopieren',
  'guide.copied': 'Kopiert',
  'guide.copy.failed': 'Markieren Sie den Text und kopieren Sie ihn mit der Tastatur.',

  'browser.title': '{product} in Teams öffnen',
  'browser.text': '{product} ist in Microsoft Teams zu Hause. Dort sind Sie ohne weiteren Schritt angemeldet.',
  'browser.step.teams': 'Öffnen Sie Microsoft Teams mit Ihrem Arbeitskonto.',
  'browser.step.app': 'Wählen Sie Apps, suchen Sie nach {product} und öffnen Sie die App.',
  'browser.step.home': 'Wählen Sie oben Start.',
  'browser.note': 'Wenn Sie {product} dort nicht finden, fragen Sie, wer es in Ihrem Unternehmen betreut.',

  'unconnected.title': 'Ihr Unternehmen ist noch nicht verbunden',
  'unconnected.step.colleague': 'Senden Sie die Nachricht unten an jemanden, der {product} betreut, oder an Ihre IT.',
  'unconnected.step.back': 'Wählen Sie hier Erneut prüfen, sobald das erledigt ist.',
  'unconnected.message': 'Nachricht zum Versenden',
  'unconnected.body':
    'Bitte verbinden Sie unser Unternehmen mit {product}. Die IT muss die App einmal in Microsoft 365 genehmigen, und das Team von {product} braucht unsere Microsoft-365-Mandanten-ID: {tenant}',
  'unconnected.body.short':
    'Bitte verbinden Sie unser Unternehmen mit {product}. Die IT muss die App einmal in Microsoft 365 genehmigen, und das Team von {product} braucht unsere Microsoft-365-Mandanten-ID.',

  'unknown.title': 'Wir kennen Sie noch nicht',
  'unknown.text': 'Ihr Unternehmen ist mit {product} verbunden, aber Ihr Konto ist dort noch mit niemandem verknüpft.',
  'unknown.step.hello':
    'Schreiben Sie dem Bot von {product} in Teams „hello“. Hat Ihr Unternehmen Sie hinzugefügt, wird Ihr Konto sofort verknüpft.',
  'unknown.step.ask':
    'Klappt das nicht, bitten Sie jemanden aus dem Recruiting oder Ihre IT, Sie mit Ihrer E-Mail-Adresse aus Teams hinzuzufügen.',
  'unknown.step.back': 'Wählen Sie danach hier Erneut prüfen.',

  'inactive.title': 'Ihr Konto ist abgeschaltet',
  'inactive.text': 'Ihr Unternehmen hat Ihr Konto in {product} abgeschaltet. Deshalb erreicht Sie hier nichts.',
  'inactive.step.ask': 'Wenn das ein Versehen ist, bitten Sie Ihre IT, es wieder einzuschalten.',
  'inactive.step.back': 'Wählen Sie hier Erneut prüfen, sobald es wieder eingeschaltet ist.',
  'inactive.kept': 'Ihr Verlauf bleibt erhalten: Danach ist alles wie zuvor.',

  'unauthorized.title': 'Teams konnte Sie nicht anmelden',
  'unauthorized.text':
    '{product} nutzt Ihre Anmeldung bei Teams. Diesmal kam sie nicht an oder wurde nicht angenommen.',
  'unauthorized.step.again': 'Wählen Sie Erneut versuchen.',
  'unauthorized.step.restart': 'Wenn das nicht hilft, melden Sie sich bei Teams ab und wieder an.',
  'unauthorized.step.it': 'Wenn es so bleibt, senden Sie die Details unten an Ihre IT.',

  'member.title': 'Die Startseite ist für das Recruiting',
  'member.text': 'Sie sind als {name} von {organization} angemeldet. Hier müssen Sie nichts tun.',
  'member.nudges':
    'Wenn jemand aus dem Recruiting Sie nach einer Person fragt, kommt die Nachricht in Ihren Chat oder Ihr Postfach.',
  'member.ask': 'Wenn Sie selbst rekrutieren, bitten Sie einen Admin Ihres Unternehmens um die passende Rolle.',
  'member.text.short': 'Sie sind als Mitarbeiterin oder Mitarbeiter angemeldet. Hier müssen Sie nichts tun.',

  'silent.title': 'Teams antwortet nicht',
  'silent.text': '{product} wartet darauf, dass Teams mitteilt, wer Sie sind.',
  'silent.step.again': 'Wählen Sie Erneut versuchen.',
  'silent.step.restart': 'Wenn das nicht hilft, schließen Sie diesen Tab in Teams und öffnen Sie ihn neu.',

  'missing.title': 'Diese Seite gibt es nicht',
  'missing.text': 'Die Adresse führt nirgendwohin. Vielleicht ist sie vertippt oder aus einer späteren Version.',
  'missing.home': 'Zur Startseite',

  'broken.title': 'Etwas ist schiefgegangen',
  'broken.text': 'Diese Seite konnte nicht gezeigt werden. Nichts, was Sie getan haben, ist verloren.',
  'broken.reload': 'Neu laden',
};
