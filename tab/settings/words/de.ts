import type { words as en } from './en.ts';
import { log } from './log/de.ts';

export const words: Record<keyof typeof en, string> = {
  ...log,
  'crumbs.label': 'Sie sind hier',
  'sections.label': 'Teile der Sicherheit',
  'security.title': 'Sicherheit',
  'security.fault': 'Die Sicherheit konnte nicht aktualisiert werden.',
  'security.fault.first': 'Die Sicherheit konnte nicht geladen werden.',
  'security.look': 'Sie können hier alles ansehen. Nur Admins ändern es.',
  'part.scim': 'SCIM-Konfiguration',
  'part.groups': 'Gruppen und Rollen',
  'part.log': 'Bereitstellungsprotokoll',

  cancel: 'Abbrechen',
  save: 'Speichern',
  saving: 'Wird gespeichert',
  more: 'Mehr anzeigen',
  copy: 'Kopieren',
  'copy.of': 'Kopieren: {what}',
  'copy.done': '{what}: kopiert.',
  'copy.failed': 'Von Hand kopieren',
  'reason.label': 'Grund',
  'reason.hint': 'Er wird im Bereitstellungsprotokoll aufbewahrt.',
  'reason.wrong': 'Schreiben Sie in wenigen Worten, warum.',

  'provider.entra': 'Entra ID',
  'provider.okta': 'Okta',
  'provider.auth0': 'Auth0',
  'provider.other': 'Ein anderes Verzeichnis',
  'provider.entra.hint': 'Das Verzeichnis von Microsoft; meldet sich etwa alle 40 Minuten',
  'provider.okta.hint': 'Meldet Änderungen sofort',
  'provider.auth0.hint': 'Sendet von selbst nichts: braucht eine Action und einen Abruf',
  'provider.other.hint': 'Alles, was SCIM 2.0 spricht',

  'scim.text':
    'SCIM hält die Liste der Personen mit Ihrem Verzeichnis im Gleichstand: Wer kommt, erhält ein Konto; wer geht, verliert sofort den Zugang. Es lohnt sich ab 50 Beschäftigten.',
  'scim.counts':
    '{active, plural, one {# aktive Person} other {# aktive Personen}} · {inactive, number} inaktiv · {groups, plural, one {# Gruppe} other {# Gruppen}}',
  'scim.url': 'Tenant URL',
  'scim.none':
    'Noch ist kein Verzeichnis verbunden. Beginnen Sie mit einem Token, das Sie dann in Ihrem Verzeichnis einfügen.',
  'scim.none.look': 'Noch ist kein Verzeichnis verbunden.',
  'scim.add': 'Weiteres Verzeichnis verbinden',
  'connection.id': 'Provider-Id',

  'state.no-token': 'Kein gültiges Token',
  'state.no-token.text': '{name} kann uns nicht erreichen. Erzeugen Sie ein Token und fügen Sie es dort ein.',
  'state.expired': 'Das Token ist am {date} abgelaufen',
  'state.expired.text':
    'Seitdem wird {name} abgewiesen: Niemand wird angelegt, geändert oder deaktiviert. Erzeugen Sie ein neues Token und fügen Sie es dort ein.',
  'state.waiting': 'Wartet auf die erste Anfrage von {name}',
  'state.waiting.text': 'Fügen Sie dort die Tenant URL und das Token ein, dann testen Sie die Verbindung.',
  'state.refused': '{name} kam mit einem falschen Token',
  'state.connected': 'Mit {name} verbunden; noch ist niemand angekommen',
  'state.connected.text':
    'Weisen Sie dort Personen zu und starten Sie die Bereitstellung. Versuchen Sie es zuerst mit einer Person.',
  'state.working': 'Funktioniert',
  'state.quiet': 'Nichts gehört seit {date}',
  'state.quiet.text':
    'Vielleicht hat {name} einfach nichts zu melden. Wenn Sie Änderungen erwarten, prüfen Sie dort, ob die Bereitstellung eingeschaltet ist.',
  'state.last': 'Letzte Anfrage: {ago}',
  'state.none': 'Noch keine Anfrage',
  'state.next': 'nächster Durchlauf gegen {time} erwartet',
  'refused.unknown':
    '{count, plural, one {Eine Anfrage} other {# Anfragen}} mit unbekanntem Token, die letzte um {time}. Fügen Sie das ganze Token noch einmal in {name} ein, oder erzeugen Sie ein anderes.',
  'refused.expired':
    '{count, plural, one {Eine Anfrage} other {# Anfragen}} mit abgelaufenem Token, die letzte um {time}. Erzeugen Sie ein neues und fügen Sie es in {name} ein.',
  'refused.revoked':
    '{count, plural, one {Eine Anfrage} other {# Anfragen}} mit widerrufenem Token, die letzte um {time}. Fügen Sie ein gültiges in {name} ein.',
  'refused.past': 'Bisher abgewiesen:',
  'refused.past.kind':
    '{kind, select, unknown {{count, number} mit unbekanntem Token} expired {{count, number} mit abgelaufenem Token} other {{count, number} mit widerrufenem Token}}, zuletzt {time}',
  'fact.firstRequestAt': 'Erste Anfrage',
  'fact.testConnectionAt': 'Verbindung getestet',
  'fact.firstUserAt': 'Erste Person',
  'fact.lastWriteAt': 'Letzte Änderung',
  'fact.none': 'noch nicht gesehen',
  'look.soon': 'Wird alle 5 Sekunden geprüft.',
  'look.rests': 'Wird nicht mehr alle paar Sekunden geprüft.',
  'look.now': 'Jetzt prüfen',
  'said.first-request': 'Die erste Anfrage von {name} ist da.',
  'said.tested': '{name} hat die Verbindung getestet.',
  'said.first-user': '{name} hat die erste Person gebracht.',

  'tokens.ended': '{count, plural, one {# beendetes Token} other {# beendete Tokens}}',
  'token.secret': 'Geheimes Token',
  'token.ends': 'Token mit dem Ende',
  'token.made': 'Erzeugt am {date} von {name}',
  'token.until': 'Gültig bis {date}',
  'token.used': 'zuletzt benutzt:',
  'token.unused': 'noch nicht benutzt',
  'token.soon':
    '{count, plural, =0 {Läuft heute ab} one {Läuft in # Tag ab} other {Läuft in # Tagen ab}}: Erzeugen Sie rechtzeitig das nächste.',
  'token.expired': 'Abgelaufen am {date}',
  'token.revoked': 'Widerrufen am {date}',
  'token.generate': 'SCIM-Token erzeugen',
  'token.regenerate': 'SCIM-Token neu erzeugen',
  'token.generate.do': 'Erzeugen',
  'token.generating': 'Wird erzeugt',
  'token.generate.text': 'Ein Token lässt das Verzeichnis herein. Es wird einmal gezeigt und ist ein Jahr lang gültig.',
  'token.regenerate.text':
    'Es entsteht ein zweites Token. Das jetzige mit dem Ende {ending} gilt weiter, bis Sie es widerrufen; so wird nichts unterbrochen, während Sie es in {name} austauschen.',
  'token.regenerate.order':
    'Fügen Sie zuerst dort das neue ein und testen Sie die Verbindung, dann widerrufen Sie hier das alte.',
  'token.provider': 'Welches Verzeichnis benutzen Sie?',
  'token.enough':
    'Zwei Tokens sind gültig, ein drittes gibt es nicht. Widerrufen Sie das, das Ihr Verzeichnis nicht mehr benutzt.',
  'token.failed': 'Es konnte kein Token erzeugt werden.',
  'token.failed.text': 'Sollte trotzdem ein neues in der Liste stehen, widerrufen Sie es: Niemand hat es gesehen.',
  'token.once': 'Bewahren Sie Ihr Token jetzt auf',
  'token.once.text':
    'Es wird nur dieses eine Mal gezeigt; wir behalten nur einen Fingerabdruck davon. Behandeln Sie es wie ein Passwort. Es gilt bis {date}.',
  'token.made.said': 'Das Token ist erzeugt.',
  'token.download': 'Als Datei herunterladen',
  'token.saved': 'Die Datei liegt bei Ihren Downloads.',
  'token.stored': 'Ich habe es aufbewahrt',
  'token.stay': 'Nach dem Schließen kann es nicht mehr gezeigt werden.',
  'token.revoke': 'Widerrufen',
  'token.revoke.of': 'Token mit dem Ende {ending} widerrufen',
  'token.revoke.title': 'Token mit dem Ende {ending} widerrufen?',
  'token.revoke.do': 'Token widerrufen',
  'token.revoking': 'Wird widerrufen',
  'token.revoke.last':
    'Es ist das einzige gültige Token von {name}. Von da an wird jede Anfrage abgewiesen: Niemand wird angelegt, geändert oder deaktiviert, auch nicht, wer geht.',
  'token.revoke.other':
    'Anfragen damit werden von da an abgewiesen. {name} läuft ohne Unterbrechung weiter, wenn es das mit dem Ende {ending} benutzt.',
  'token.revoke.used':
    '{name} hat dieses Token {ago} benutzt, später als das mit dem Ende {ending}. Fügen Sie zuerst jenes dort ein.',
  'token.revoke.keeps':
    'Alle behalten Konto und Rolle. Es lässt sich nicht zurücknehmen, aber Sie können ein anderes erzeugen.',
  'token.revoke.done': 'Das Token mit dem Ende {ending} ist widerrufen.',
  'token.revoke.failed': 'Das Token konnte nicht widerrufen werden.',

  'steps.title': 'So richten Sie {name} ein',
  'steps.other':
    'Tragen Sie die Tenant URL als Basisadresse für SCIM 2.0 ein und das Token als Bearer Token. Ordnen Sie die Attribute unten zu, und lassen Sie Personen anlegen, ändern und deaktivieren und Gruppen übertragen.',
  'steps.fault': 'Die Anleitung konnte nicht geladen werden.',
  'steps.trouble': 'Wenn etwas schiefgeht',

  'required.title': 'Welche Attribute muss eine Person haben?',
  'required.all': 'Alle sechs',
  'required.all.hint': 'Für Entra ID und Okta, die alle senden können. Jede Person erhält einen vollständigen Namen.',
  'required.short': 'Die kurze Liste',
  'required.short.hint':
    'Für Verzeichnisse, die Vor- und Nachnamen nicht getrennt führen, etwa manche von Auth0 und LDAP. Namen kommen dann aus displayName.',
  'required.what': 'Wem eines davon fehlt, wird abgewiesen, und das Bereitstellungsprotokoll nennt es.',
  'required.table': 'Die Attribute und woher sie kommen',
  'required.attribute': 'Attribut',
  'required.from': 'In {name}',
  'required.need': 'Nötig',
  'required.yes': 'Ja',
  'required.no': 'Nein',
  'required.saved': 'Gespeichert: {list}',
  'required.failed': 'Die Wahl konnte nicht gespeichert werden.',

  'guard.title': 'Schutz vor massenhafter Deaktivierung',
  'guard.text':
    'Wer deaktiviert wird, verliert sofort den Zugang. Sind es innerhalb einer Stunde sehr viele, erfahren es alle Recruiter per Bot und E-Mail, und ein Admin kann sie auf einmal zurückholen.',
  'guard.legend': 'Wann erfahren sie es?',
  'guard.automatic': 'Automatisch: wenn mehr als {count, number} inaktiv werden',
  'guard.automatic.hint': 'Ein Zehntel des Unternehmens, mindestens 10 und höchstens 500',
  'guard.chosen': 'Wenn es mehr sind als eine eigene Zahl',
  'guard.number': 'Mehr als',
  'guard.wrong': 'Schreiben Sie eine ganze Zahl von 1 bis 100.000.',
  'guard.saved': 'Gespeichert: mehr als {count, number}',
  'guard.failed': 'Die Schwelle konnte nicht gespeichert werden.',
  'guard.now': 'Recruiter erfahren es, wenn innerhalb einer Stunde mehr als {count, number} Personen inaktiv werden.',
  'guard.entra':
    'Schalten Sie auch den Schutz des Verzeichnisses selbst ein; in Entra ID heißt er Prevent accidental deletion.',

  'burst.title': '{count, plural, one {# Person wurde} other {# Personen wurden}} innerhalb einer Stunde inaktiv',
  'burst.text':
    '{span, select, moment {Um {from}} other {Von {from} bis {to}}}; die Schwelle ist {threshold, number}. Sie haben sofort den Zugang verloren. Nichts von ihnen ist gelöscht.',
  'burst.still': '{inactive, plural, one {# davon ist} other {# davon sind}} noch inaktiv.',
  'burst.what': 'War das ein Versehen, beheben Sie es zuerst im Verzeichnis, dann holen Sie die Personen zurück.',
  'burst.ask': 'War das ein Versehen, bitten Sie einen Admin, die Personen zurückzuholen.',
  'burst.restore': '{count, plural, one {# Person} other {Alle # Personen}} zurückholen',
  'burst.show': 'Im Protokoll anzeigen',
  'restore.title': '{count, plural, one {# Person} other {# Personen}} zurückholen?',
  'restore.text':
    'Sie können sich sofort wieder anmelden und erhalten wieder Nachrichten. Das geht dem Verzeichnis vor, bis es selbst wieder etwas über sie meldet.',
  'restore.first':
    'Beheben Sie also zuerst die Ursache im Verzeichnis, etwa eine Gruppe, die nicht mehr zugewiesen ist; sonst deaktiviert sie der nächste Durchlauf vielleicht wieder.',
  'restore.acting': 'Wird zurückgeholt',
  'restore.failed': 'Sie konnten nicht zurückgeholt werden.',
  'restore.done':
    '{count, plural, =0 {Es war niemand mehr zurückzuholen} one {# Person ist wieder aktiv} other {# Personen sind wieder aktiv}}.',
  'restore.left':
    '{count, plural, one {Eine Person bleibt inaktiv, weil jetzt jemand anderes ihren userName hat.} other {# Personen bleiben inaktiv, weil jetzt andere ihren userName haben.}}',

  'role.none': 'Keine Rolle',
  'role.member': 'Mitglied',
  'role.boss': 'Boss',
  'role.admin': 'Admin',
  'groups.text':
    'Geben Sie einer Gruppe eine Rolle, und ihre Mitglieder haben sie: Admins ändern auch die Sicherheit, Bosse werben an, Mitglieder sind Beschäftigte. Wer eine Gruppe verlässt, verliert ihre Rolle sofort.',
  'groups.highest': 'Wer in mehreren ist, hat die höchste ihrer Rollen.',
  'groups.count': '{count, plural, one {# Gruppe} other {# Gruppen}}',
  'groups.search': 'Gruppen suchen',
  'groups.fault': 'Die Gruppen konnten nicht geladen werden.',
  'groups.none': 'Noch keine Gruppen',
  'groups.none.text':
    'Gruppen erscheinen hier, sobald Ihr Verzeichnis sie sendet. Bis dahin werden Rollen von Hand vergeben.',
  'groups.none.found': 'Keine Gruppe gefunden',
  'groups.none.found.text': 'Keine Gruppe hat „{q}“ im Namen.',
  'group.members': '{count, plural, one {# Mitglied} other {# Mitglieder}}',
  'group.role.of': 'Rolle der Gruppe {name}',
  'group.preview': 'Änderung ansehen',
  'group.preview.of': 'Änderung ansehen: {name}',
  'group.saved': 'Gespeichert. {name}: {role}',
  'group.failed': 'Die Rolle konnte nicht geändert werden.',
  'preview.title': '{name} die Rolle {role} geben?',
  'preview.title.none': '{name} die Rolle nehmen?',
  'preview.count':
    '{count, plural, =0 {Jetzt ändert sich niemandes Rolle.} one {Die Rolle einer Person ändert sich.} other {Die Rollen von # Personen ändern sich.}}',
  'preview.kept': '{count, plural, one {Eine Person bleibt Admin.} other {# Personen bleiben Admins.}}',
  'preview.stays': 'bleibt Admin, weil es sonst niemand Aktives ist. Machen Sie zuerst jemand anderen zum Admin.',
  'preview.list': 'Wessen Rolle sich ändert',
  'preview.change': 'von {from} zu {to}',
  'preview.rest': '{count, plural, one {# weitere Person} other {# weitere Personen}} anzeigen',
  'preview.more': 'Und {count, plural, one {# weitere Person} other {# weitere Personen}}.',
  'preview.note':
    'Rollen, die von Hand vergeben wurden oder die andere Gruppen geben, bleiben. Es lässt sich rückgängig machen.',
  'preview.fault': 'Wer sich ändern würde, ließ sich nicht feststellen.',
  'preview.apply': 'Anwenden',

  'burst.intended': 'Es war beabsichtigt',
  'burst.intended.failed': 'Dass es beabsichtigt war, konnte nicht gespeichert werden.',
  'burst.noted': 'Gespeichert: Es war beabsichtigt.',
  'burst.last':
    'Das letzte Mal: {count, plural, one {# Person} other {# Personen}} {span, select, moment {um {from}} other {von {from} bis {to}}}. {inactive, plural, one {# davon ist} other {# davon sind}} deshalb noch inaktiv.',
};
