import { auth0Steps } from './auth0-steps.ts';
import { commonPractice, commonTrouble, logSection } from './every-directory.ts';
import type { Guide } from './guide.ts';

export const auth0Guide: Guide = {
  provider: 'auth0',
  name: 'Auth0',
  title: 'Keep {{appName}} in step with the people in Auth0',
  limits: [
    'Auth0 receives people over SCIM, it does not send them: it has no outbound provisioning that would tell {{appName}} of joiners and leavers. Nothing in its dashboard switches that on.',
    'Two things do it instead. **The pull**: {{appName}} reads your list of users every 40 minutes and does what it says; so joiners arrive and leavers leave. **The Action**: a small program inside Auth0 that tells {{appName}} of people in the moment they sign in; so newcomers do not wait.',
    'The Action alone is not enough: who leaves does not sign in, so no Action runs, and the account would stay. The pull alone is enough.',
    'Auth0 knows no groups that could be sent: roles are set by hand.',
    'If Auth0 itself gets your people from Entra ID or Okta, connect {{appName}} to that one directly, by its own guide. It is simpler, and faster.',
  ],
  intro: [
    '{{appName}} helps your company fill its jobs through the people it employs. It needs to know who works for you, and nobody should have to keep a second list.',
  ],
  needs: [
    'An account in Auth0 that is **Admin** of the tenant.',
    'Employees who can be told from others: a connection of their own, if your tenant holds customers too.',
    "For each person a verified e-mail address. An enterprise connection (Entra ID, SAML, Okta …), which verifies none in Auth0's eyes, counts when it is the one you name. Others are passed over, so that nobody takes a colleague's account by signing up with that address.",
    'Whoever runs {{appName}}, to start the pull; an admin of {{appName}}, for the token of the Action.',
  ],
  minutes: 25,
  steps: auth0Steps,
  sections: [
    {
      id: 'rules',
      title: 'What the pull does',
      lines: [
        'It acts on what Auth0 says anew. Who was disabled or brought back by hand in {{appName}} stays so until Auth0 has news of that person.',
        'When the list did not come whole, because a connection broke, a limit was met or the list changed while it was read, nothing is changed at all. The same holds for an empty list.',
        'It touches those alone who came from Auth0, or whose address Auth0 has. People made by hand or sent by another directory are left alone.',
      ],
      table: {
        head: ['In Auth0', 'Here'],
        rows: [
          ['A user is new', 'an account, or a link to the one with that address'],
          ['Name or address change', 'the same'],
          ['**Block** is pressed', 'inactive at once with the next pull: signed out everywhere, no more messages'],
          ['Unblocked', 'active again, the same person'],
          ['Deleted', 'inactive; the history stays; who is made anew with that address is the same person'],
          [
            'Two users with one address',
            'one person, from the one who is known or may sign in; the pull names the other',
          ],
          [
            'An address that is not verified',
            'not taken over, unless it comes by the enterprise connection that was named; blocking always counts',
          ],
        ],
      },
    },
    {
      id: 'timing',
      title: 'How long things take',
      lines: [
        'A leaver is inactive at most 40 minutes after being blocked or deleted in Auth0; `--every-minutes` makes it shorter. The Action acts within a second of a sign-in.',
        'Up to 999 users are read page by page, within seconds. From 1,000 on Auth0 gives its list as an export alone, which it takes some minutes to write for very many; the pull waits for it.',
        'When Auth0 says that it is asked too often (429), the pull waits as long as it is told to.',
      ],
    },
    logSection,
    {
      id: 'practice',
      title: 'Good practice',
      lines: [
        ...commonPractice,
        'Block first, delete later: a block can be taken back.',
        'Give the application `read:users` and nothing else; change its secret yearly.',
        'Let somebody be told when the pull fails: it ends with an error if it runs with `--once`, and writes each failed turn to its error output if it runs all the time.',
      ],
    },
    {
      id: 'sso',
      title: 'Together with single sign-on',
      lines: [
        'Single sign-on with Auth0 is an application of its own in Auth0. Set it up first, test it, then add the pull and the Action.',
        'The Action runs at every sign-in to any of your applications, so people are usually here before they open {{appName}} for the first time.',
      ],
    },
  ],
  trouble: [
    {
      symptom: 'Somebody who left is still active.',
      cause: 'The pull does not run, or it failed.',
      mend: 'Run the command with `--once` and read what it says.',
    },
    {
      symptom: 'Customers of yours appear as employees.',
      cause: 'The tenant holds both, and no connection was named.',
      mend: 'Add `--auth0-connection`, and the secret `CONNECTION` to the Action. With the next pull those who do not belong become inactive.',
    },
    {
      symptom: 'Somebody is passed over.',
      cause:
        'There is no address, nobody has verified it, or another user in Auth0 has the same one. The pull says which.',
      mend: 'Have the address verified (**User Management → Users**, the person, **Send Verification Email**), name the enterprise connection they come by, or link the two users in Auth0.',
    },
    {
      symptom: 'A Failure names a missing name.givenName.',
      cause:
        'The directory was made with all six attributes required; Auth0 knows no first and last names of people who signed up by address alone.',
      mend: 'In **Settings → Security → SCIM Configuration**, under **Which attributes must a person have?**, choose **The short list**.',
    },
    ...commonTrouble,
  ],
};
