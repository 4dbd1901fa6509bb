import { rolesStep, tokenStep } from './every-directory.ts';
import type { Step } from './guide.ts';

export const oktaSteps: Step[] = [
  {
    id: 'application',
    title: 'Make an application with SCIM',
    at: 'console',
    does: [
      "Open Okta's **Admin Console**, **Applications → Applications**, **Create App Integration**.",
      'Choose **SAML 2.0** if the same application shall do single sign-on, else **SWA - Secure Web Authentication**; name it `{{appName}}` and finish. (**OIDC** offers no SCIM.)',
      'On the **General** tab, under **App Settings**, press **Edit**, choose **SCIM** for **Provisioning** and press **Save**.',
    ],
    copy: [{ label: 'App name', value: '{{appName}}' }],
    expect:
      'A tab **Provisioning** appears. Instead, **Browse App Catalog → SCIM 2.0 Test App (Header Auth)** works as well; there the next step is **Configure API Integration**, with the fields **Base URL** and **API Token**.',
    trouble: [
      {
        symptom: 'There is no choice of **SCIM** under **General**.',
        cause: 'The licence lacks Lifecycle Management, or the application is of the kind OIDC.',
        mend: 'Ask Okta for the licence, or make a SAML or SWA application.',
      },
    ],
  },
  tokenStep('Okta', { url: 'SCIM connector base URL', token: 'Authorization (after the word Bearer)' }),
  {
    id: 'connect',
    title: 'Connect Okta',
    at: 'console',
    does: [
      'Open **Provisioning → Integration** and press **Edit**.',
      'Paste the address into **SCIM connector base URL** and type `userName` into **Unique identifier field for users**.',
      'Under **Supported provisioning actions** tick **Push New Users**, **Push Profile Updates** and **Push Groups**. Leave the two imports alone: {{appName}} is no source of people.',
      'Set **Authentication Mode** to **HTTP Header** and paste the token into **Authorization**, without the word Bearer.',
      'Press **Test Connector Configuration**, then **Save**.',
    ],
    copy: [
      { label: 'SCIM connector base URL', value: '{{tenantUrl}}' },
      { label: 'Unique identifier field for users', value: 'userName' },
      { label: 'Authorization', value: '{{token}}' },
    ],
    expect:
      'Okta says **Connector configured successfully** and lists **Create Users**, **Update User Attributes** and **Push Groups**.',
  },
  {
    id: 'to-app',
    title: 'Switch on what Okta may do',
    at: 'console',
    does: [
      'Open **Provisioning → To App** and press **Edit**.',
      'Tick **Create Users**, **Update User Attributes** and **Deactivate Users**. Leave **Sync Password** off. Press **Save**.',
      'On the **Sign On** tab let **Application username format** be **Email**, or **Okta username** if your user names are addresses.',
    ],
    expect: 'All three are ticked. Without **Deactivate Users** nobody who leaves ever leaves here.',
  },
  {
    id: 'map',
    title: 'Check which attributes are sent',
    at: 'console',
    does: [
      'On the same page, under **Attribute Mappings**, see that these lines are there; the others may stay, {{appName}} keeps them.',
      'Many people have no display name at Okta. Edit the line of **displayName**, choose **Expression** and paste the expression below, for **Create and update**.',
    ],
    copy: [{ label: 'Expression for displayName', value: 'user.firstName + " " + user.lastName' }],
    table: {
      head: ['Okta', '{{appName}}', 'Note'],
      rows: [
        ['(Sign On tab)', '`userName`', 'the application user name'],
        ['`user.email`', '`email`', 'with type `work`, which is the default'],
        ['`user.firstName`', '`givenName`', ''],
        ['`user.lastName`', '`familyName`', ''],
        ['(the expression)', '`displayName`', 'or `user.displayName` if everybody has one'],
      ],
    },
    expect: 'The five lines are there. `active` needs none: Okta sends it by itself.',
  },
  {
    id: 'assign',
    title: 'Assign people',
    at: 'console',
    does: [
      'On the **Assignments** tab press **Assign → Assign to People** and take five to ten; check them here before you take more.',
      'Then **Assign → Assign to Groups** for the rest.',
    ],
    expect:
      '{{appName}}\'s log shows a Create for each within a minute, or an Update with "linked" for somebody who was here before.',
  },
  {
    id: 'push-groups',
    title: 'Push groups, if they shall give roles',
    at: 'console',
    does: [
      'On the **Push Groups** tab press **Push Groups → Find groups by name**.',
      'Type the name, tick **Push group memberships immediately**, press **Save**.',
      'Use other groups than those you assign by; their members must be assigned already.',
    ],
    expect: 'Okta shows **Active** beside the group; it appears in {{appName}} with its members.',
  },
  rolesStep,
];
