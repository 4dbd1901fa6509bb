import { rolesStep, tokenStep } from './every-directory.ts';
import type { Step } from './guide.ts';

/** Tells Entra that a person is out when deleted, and when their account is blocked: the default looks at the first alone. */
export const activeExpression = 'IIF([IsSoftDeleted]="True", "False", IIF([accountEnabled]="False", "False", "True"))';

export const entraSteps: Step[] = [
  {
    id: 'application',
    title: 'Make an enterprise application',
    at: 'console',
    does: [
      'Open the Microsoft Entra admin center, https://entra.microsoft.com, and go to **Entra ID → Enterprise apps** (in older menus **Identity → Applications → Enterprise applications**).',
      'Press **New application**, then **Create your own application**.',
      "Name it `{{appName}}`, choose **Integrate any other application you don't find in the gallery (Non-gallery)** and press **Create**.",
    ],
    copy: [{ label: 'Name', value: '{{appName}}' }],
    expect:
      "The application's own page opens. If you have made one for single sign-on already, use that one: one application may do both.",
  },
  tokenStep('Entra ID', { url: 'Tenant URL', token: 'Secret token' }),
  {
    id: 'connect',
    title: 'Connect Entra ID',
    at: 'console',
    does: [
      'In the application choose **Provisioning**, then **+ New configuration**. (Older consoles: **Get started**, and **Provisioning Mode: Automatic**, **Admin Credentials**.)',
      'Where a way to sign in is asked for, keep **Bearer authentication**.',
      'Paste the **Tenant URL** and the **Secret token**.',
      'Press **Test Connection**.',
      'When it has succeeded press **Create** (older consoles: **Save**).',
    ],
    copy: [
      { label: 'Tenant URL', value: '{{tenantUrl}}' },
      { label: 'Secret token', value: '{{token}}' },
    ],
    expect:
      'Entra says: **The supplied credentials are authorized to enable provisioning.** In {{appName}} the status changes to "Connected with Entra ID", and **Connection tested** is ticked.',
    trouble: [
      {
        symptom: 'You appear to have entered invalid credentials.',
        cause:
          'The token is not whole, has ended, or was revoked. {{appName}} shows under Status that a request came with a wrong token, and which it was.',
        mend: 'Paste all of it again, from the first character to `dir_…`. If it is lost, generate another.',
      },
      {
        symptom: 'Nothing is seen in {{appName}}, and the test fails.',
        cause: 'The tenant URL is not to the letter, or a firewall stands before {{appName}}.',
        mend: 'Copy the URL again. It begins with `https://` and ends in `/api/scim/v2`. If requests are filtered, let the service tag **AzureActiveDirectory** through.',
      },
    ],
  },
  {
    id: 'map-people',
    title: 'Say which attributes are sent',
    at: 'console',
    does: [
      'Choose **Attribute mapping**, then **Users** (older consoles: **Mappings**, **Provision Microsoft Entra ID Users**). Let **Create**, **Update** and **Delete** be ticked.',
      'Make the lines of the table below. Most are there already: compare, and change what differs. Press a line to edit it.',
      'Press the line of **active**. Set **Mapping type** to **Expression** and paste the expression. This is the line that most often makes trouble: the default one ignores accounts whose sign-in is blocked.',
      'Let **userName** be the first matching attribute (**Match objects using this attribute: Yes**, precedence 1).',
      'Further lines, such as jobTitle, department or manager, may stay: {{appName}} keeps them. Press **Save**.',
    ],
    copy: [{ label: 'Expression for active', value: activeExpression }],
    table: {
      head: ['Microsoft Entra ID', '{{appName}} (target attribute)', 'Mapping type'],
      rows: [
        ['`userPrincipalName`', '`userName`', 'Direct'],
        ['`mail`', '`emails[type eq "work"].value`', 'Direct'],
        ['`givenName`', '`name.givenName`', 'Direct'],
        ['`surname`', '`name.familyName`', 'Direct'],
        ['`displayName`', '`displayName`', 'Direct'],
        ['(the expression)', '`active`', 'Expression'],
        ['`objectId`', '`externalId`', 'Direct'],
      ],
    },
    expect: 'All seven lines are there. Entra may ask whether to restart provisioning: yes.',
    trouble: [
      {
        symptom: 'Entra refuses the expression.',
        cause: 'The quotation marks were changed on the way, into curly ones.',
        mend: 'Copy it from here, not from a document.',
      },
    ],
  },
  {
    id: 'map-groups',
    title: 'Decide about groups',
    at: 'console',
    does: [
      'If groups shall give people their roles, open **Attribute mapping → Groups** (**Provision Microsoft Entra ID Groups**) and keep its defaults: displayName, externalId, members.',
      'Else switch it off there: set **Enabled** to **No**.',
    ],
    expect: 'Groups in groups are not followed by Entra: people must be direct members.',
  },
  {
    id: 'assign',
    title: 'Assign people and groups',
    at: 'console',
    does: [
      'In the application choose **Users and groups**, **Add user/group**.',
      'Pick five to ten people first, or one small group; the rest can follow tomorrow.',
    ],
    expect: 'Only who is assigned here is sent, by name or as a direct member of an assigned group.',
  },
  {
    id: 'settings',
    title: 'Set the limits before you start',
    at: 'console',
    does: [
      'On the **Overview** of provisioning open **Properties** and press the pencil (older consoles: **Edit provisioning → Settings**).',
      'Let **Scope** be **Sync only assigned users and groups**.',
      'Tick the notification of failures and name a **Notification Email** that somebody reads.',
      'Tick **Prevent accidental deletion** and set its threshold, say 500, or a tenth of your people if that is less. Entra then stops and asks before it disables more than that in one cycle.',
      'Press **Apply** (**Save**). Do not start yet.',
    ],
    expect: 'The properties show the threshold and the address.',
  },
  {
    id: 'try',
    title: 'Try one person',
    at: 'console',
    does: [
      'Choose **Provision on demand**, type the name of somebody who is assigned, press **Provision**.',
      'Look at the four steps that Entra shows, and at the person in {{appName}}: name, address, role.',
    ],
    expect:
      'Entra shows four green ticks; {{appName}}\'s log shows a Create, or an Update with "linked" for somebody who was here before.',
    trouble: [
      {
        symptom: 'The last step fails and names an attribute.',
        cause: 'Entra has no value for it, most often **Email** in the contact information or a **Last name**.',
        mend: 'Fill it in for that person in Entra and try again.',
      },
    ],
  },
  {
    id: 'start',
    title: 'Start',
    at: 'console',
    does: ['On the **Overview** press **Start provisioning** (older consoles: **Provisioning Status: On**, **Save**).'],
    expect:
      'The first results come within 40 minutes. The first cycle sends everyone who is assigned; later ones, every 40 minutes, what changed.',
  },
  rolesStep,
];
