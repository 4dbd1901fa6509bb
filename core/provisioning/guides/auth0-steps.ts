import { auth0Action } from './auth0-action.ts';
import { tokenStep } from './every-directory.ts';
import type { Step } from './guide.ts';

const secret = 'Pass the secret on as one passes on a password, not in a mail.';

export const auth0Steps: Step[] = [
  {
    id: 'application',
    title: 'Make an application that may read your users',
    at: 'console',
    does: [
      "Open Auth0's **Dashboard**, **Applications → Applications**, **Create Application**.",
      'Name it `{{appName}} directory sync`, choose **Machine to Machine Applications**, press **Create**.',
      'Choose the API **Auth0 Management API**, tick the permission `read:users` and no other, press **Authorize**.',
      'On its **Settings** tab note **Domain**, **Client ID** and **Client Secret**. If your tenant has a custom domain, take the original one (`….auth0.com`).',
      'Note the name of the connection by which your employees come (**Authentication → Database** or **Enterprise**): needed if your tenant holds customers as well, or if it is an enterprise connection.',
    ],
    copy: [
      { label: 'Name', value: '{{appName}} directory sync' },
      { label: 'Permission', value: 'read:users' },
    ],
    expect: `The tab **APIs** shows the Management API as authorized, with one permission. ${secret}`,
  },
  {
    id: 'sync',
    title: 'Start the pull',
    at: 'operator',
    does: [
      'Whoever runs {{appName}} puts the client secret into a file that only they can read.',
      'They run the command once with `--once` and read what it would have as its result: how many were created, linked, changed, and who was passed over and why.',
      'Then they let it run all the time, as a service. It pulls every 40 minutes; `--every-minutes` sets another time.',
    ],
    code: {
      language: 'sh',
      title:
        'The command; --auth0-connection if the tenant holds others than employees, or theirs is an enterprise connection',
      text: [
        'npm run wintro -- directory-sync auth0 --organization contoso.com \\',
        '  --domain contoso.eu.auth0.com --client-id YOUR_CLIENT_ID --client-secret-file ./auth0-secret \\',
        '  --auth0-connection employees --once',
      ].join('\n'),
    },
    expect: 'A table with the numbers of the pull. A second one right after it shows that everything is the same.',
    trouble: [
      {
        symptom: 'Auth0 gave no token to application …: Unauthorized.',
        cause: 'Client id and secret do not belong together, or the domain is another one.',
        mend: 'Copy all three again from the **Settings** tab of the application.',
      },
      {
        symptom: 'Auth0 refused: Insufficient scope …',
        cause: 'The permission `read:users` was not ticked.',
        mend: '**Applications → APIs → Auth0 Management API → Machine to Machine Applications**, open the application, tick it, **Update**.',
      },
    ],
  },
  tokenStep('Auth0', { url: 'SCIM_URL', token: 'SCIM_TOKEN' }),
  {
    id: 'action',
    title: 'Add the Action, so that newcomers need not wait',
    at: 'console',
    does: [
      'Open **Actions → Library**, **Create Action → Build from scratch**. Name it `Tell {{appName}}`, trigger **Login / Post Login**, press **Create**.',
      'Press the key (**Secrets**) and add `SCIM_URL` and `SCIM_TOKEN`; and `CONNECTION` with the name of the connection, in the same cases as above.',
      'Replace the code by the code below and press **Deploy**.',
      'Open **Actions → Triggers → post-login**, drag the Action into the flow, press **Apply**.',
    ],
    copy: [
      { label: 'SCIM_URL', value: '{{tenantUrl}}' },
      { label: 'SCIM_TOKEN', value: '{{token}}' },
    ],
    code: { language: 'js', title: 'The whole Action', text: auth0Action },
    expect:
      'Sign in as somebody who is not in {{appName}} yet: its log shows a Create within a second. The Action takes at most some seconds, and a sign-in goes on when {{appName}} cannot be reached.',
    trouble: [
      {
        symptom: 'Nothing arrives.',
        cause: 'The Action is deployed but not in the flow; a secret is missing; or the address is not verified.',
        mend: 'Look at **Monitoring → Logs**, open the sign-in, **Action Details**: the Action writes there why it could not tell {{appName}}.',
      },
    ],
  },
  {
    id: 'roles',
    title: 'Say who is who',
    at: 'operator',
    does: [
      'Auth0 sends no groups, so roles are set by hand. Whoever runs {{appName}} does it, for admins (settings and security) and bosses (who recruit).',
      'Everybody else is a member, which is what employees are.',
    ],
    code: {
      language: 'sh',
      title: 'For each of them',
      text: 'npm run wintro -- user role --organization contoso.com --email kim@contoso.com --role boss',
    },
    expect: 'At least one admin and the recruiters are set. A role set by hand stays through every pull.',
  },
];
