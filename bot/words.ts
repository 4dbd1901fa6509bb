import type { EventType, Pace } from '#core/people/model.ts';
import type { PauseChoice, SnoozeChoice } from './clock.ts';

type Kind = 'matched' | 'referred' | 'recommended';

/** Everything the bot says, in one place. Names and titles go in as plain text. */
export const words = {
  kicker: {
    'candidate.matched': 'New match',
    'candidate.referred': 'Referral',
    'candidate.recommended': 'Recommendation',
    'action.required': 'Action needed',
  } satisfies Record<EventType, string>,
  /** What it is and since when it waits for somebody; when it came, once it does not. */
  kickerSince(type: EventType, time: string, open: boolean): string {
    if (!open) return `${words.kicker[type]} · ${time}`;
    return type === 'action.required' ? `Action needed since ${time}` : `${words.kicker[type]} · open since ${time}`;
  },
  summary: (type: EventType, title: string) => (type === 'action.required' ? `Action needed: ${title}` : title),
  title(type: EventType, name: string, job: string): string {
    if (type === 'candidate.matched') return `${name} matches ${job}`;
    if (type === 'candidate.referred') return `${name} referred for ${job}`;
    if (type === 'candidate.recommended') return `${name} recommended for ${job}`;
    return `${name} for ${job}`;
  },
  by: {
    'candidate.matched': 'Suggested by',
    'candidate.referred': 'Referred by',
    'candidate.recommended': 'Recommended by',
    'action.required': 'Raised by',
  } satisfies Record<EventType, string>,
  why: (type: EventType) => (type === 'action.required' ? 'What is needed' : 'Why'),
  match: 'Match',
  score(score: number): string {
    const rating = score >= 80 ? 'Strong' : score >= 60 ? 'Good' : score >= 40 ? 'Fair' : 'Weak';
    return `${rating}, ${Math.round(score)} out of 100`;
  },
  profile: 'Profile',
  reviewed: (name: string, time: string) => `Marked as reviewed by ${name}, ${time}`,
  reviewedByYou: (time: string) => `Marked as reviewed by you, ${time}`,
  snoozed: (time: string) => `Snoozed until ${time}. It comes back then.`,
  snoozedBy: (name: string, time: string) => `${name} has snoozed this until ${time}.`,
  because: {
    named: 'You get this because you are named as a recruiter for this candidate.',
    recruiter: 'You get this because you recruit at your company, or follow this job or candidate.',
    change: 'Write “settings” to change what you get.',
  },
  removed: 'This is no longer here',
  removedText: 'The candidate or the notification has been deleted. There is nothing left to do.',

  gathered: (count: number) => `${count} candidates for you`,
  gatheredSummary: (names: string, more: number) => (more > 0 ? `${names} and ${more} more` : names),
  more: (count: number) => `and ${count} more`,
  forJob: (job: string) => `for ${job}`,
  reviewedShort: (name: string) => `reviewed by ${name}`,
  allReviewed: 'All of these are marked as reviewed.',
  allSnoozed: (time: string) => `All snoozed until ${time}. They come back then.`,

  buttons: {
    review: 'Mark as reviewed',
    reviewAll: 'Mark all as reviewed',
    undo: 'Undo',
    snooze: 'Snooze',
    openProfile: 'Open profile',
    openJob: 'Open job',
    setNotifications: 'Set my notifications',
    settings: 'Change settings',
    help: 'Show help',
    status: 'Show status',
    pause: 'Pause',
    resume: 'Resume',
    save: 'Save',
    connect: 'Check again',
    signIn: 'Sign in again',
  },
  snoozeLabel: 'Snooze until',
  snoozeChoices: {
    hour: 'In 1 hour',
    'four-hours': 'In 4 hours',
    tomorrow: 'Tomorrow, 9:00',
    monday: 'Next Monday, 9:00',
  } satisfies Record<SnoozeChoice, string>,
  pauseLabel: 'Pause for',
  pauseChoices: {
    hour: '1 hour',
    today: 'The rest of today',
    tomorrow: 'Today and tomorrow',
    week: 'A week',
  } satisfies Record<PauseChoice, string>,
  choose: 'Choose one of these.',

  welcome: (name: string) => (name ? `Hello ${name}` : 'Hello'),
  welcomeText: (app: string) =>
    `I am the ${app} bot. I tell you here when a candidate is matched, referred or recommended, and when something needs you. You can act on each card without leaving Teams.`,
  welcomeOrganization: (organization: string) => `You are connected to ${organization}.`,
  welcomeLimits: 'I am a program: I understand a few words only. Write “help” to see them.',
  approval: (app: string) => `Before ${app} works in a company, its IT must approve it once.`,

  helpTitle: 'What you can write',
  commands: [
    ['status', 'what is waiting, and whether cards reach you'],
    ['settings', 'choose which notifications you get, and when'],
    ['pause', 'hold notifications back; also “pause 1h”, “pause today”'],
    ['resume', 'end a pause'],
    ['follow Platform Engineer', 'get notifications of one job or candidate; “unfollow” ends it'],
    ['sign out', 'stop cards here, and get e-mail instead; “sign in” brings them back'],
  ],
  helpSupport: (address: string) => `Something else? Write to ${address}.`,

  statusTitle: 'Your notifications',
  status: {
    organization: 'Company',
    channel: 'They come',
    waiting: 'Waiting to be sent',
    sent: 'Sent in the last 7 days',
    failed: 'Not delivered in the last 7 days',
    paused: 'Paused until',
    teams: 'here in Teams',
    mail: 'by e-mail',
  },

  settingsTitle: 'Set my notifications',
  settingsText: 'Choose when each kind reaches you.',
  settingsAction: 'When something needs you, I always tell you at once.',
  saved: (time: string) => `Saved, ${time}.`,
  kinds: {
    matched: 'Matched candidates',
    referred: 'Referred candidates',
    recommended: 'Recommended candidates',
  } satisfies Record<Kind, string>,
  paces: {
    'at-once': 'At once',
    gathered: 'Gathered, once an hour',
    digest: 'In a daily digest',
    off: 'Off',
  } satisfies Record<Pace, string>,

  pauseTitle: 'Pause notifications',
  pauseText: 'Nothing is lost: what comes in meanwhile waits, and comes afterwards.',
  paused: (time: string) => `Paused until ${time}.`,
  resumed: 'Notifications are on again.',

  notConnectedTitle: 'Your company is not connected yet',
  notConnectedText: 'Please ask a colleague who runs it, or your IT, to send this number to us:',
  notConnectedAfter: 'As soon as that is done, press “Check again”, or write anything to me.',
  tenantId: 'Microsoft 365 tenant id',

  unknownPersonTitle: 'I do not know you yet',
  unknownPersonText: (organization: string) =>
    `${organization} is connected, but you are not among its people. Please ask a colleague who recruits there, or your IT, to add you with the e-mail address you use in Teams.`,

  inactiveTitle: 'Your account is switched off',
  inactiveText: (app: string) =>
    `Your company has switched off your account in ${app}, so nothing reaches you here. If that is a mistake, please ask your IT.`,

  signedOutTitle: 'You are signed out',
  signedOutText: 'No more cards come here; notifications go to your e-mail address. You stay signed in to Teams.',
  signedIn: 'You are signed in again. Cards come here from now on.',
  followed: (label: string) => `You follow ${label}.`,
  unfollowed: (label: string) => `You no longer follow ${label}.`,
  followWhat: (verb: string) => `Name the job or the candidate, like “${verb} Platform Engineer”.`,
  followUnknown: (text: string) => `I know no job or candidate named ${text}. Please write it as it stands on a card.`,
  followAmbiguous: (verb: string) =>
    `There is more than one by that name. Please write “${verb}” with the id that stands in brackets:`,
  hello: 'Hello. Here is what I can do.',
  thanks: 'You are welcome.',
  unknown: 'I did not understand that. Here is what you can write.',
  personalOnly: (app: string) =>
    `I work in the personal chat only. Please open ${app} from the apps in Teams and write to me there.`,

  errors: {
    unavailable: 'Nothing was changed. Please try again in a minute.',
    gone: 'This notification is no longer there. Nothing was changed.',
    forbidden: 'Only recruiters can do this, and only on their own cards. Nothing was changed.',
    invalid: 'I did not understand that button. Nothing was changed. Write “help” to see what I can do.',
    notConnected:
      'Your company or your account is not connected. Nothing was changed. Write “status” to me to see why.',
    unknownSender: 'I cannot tell who you are, so I cannot help here.',
  },
} as const;
