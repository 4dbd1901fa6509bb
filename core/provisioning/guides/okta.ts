import { commonPractice, commonTrouble, logSection } from './every-directory.ts';
import type { Guide } from './guide.ts';
import { oktaSteps } from './okta-steps.ts';

export const oktaGuide: Guide = {
  provider: 'okta',
  name: 'Okta',
  title: 'Let Okta create and remove accounts in {{appName}}',
  intro: [
    '{{appName}} helps your company fill its jobs through the people it employs. It needs to know who works for you: with this connection Okta tells it when somebody joins, changes or leaves, and nobody has to keep a second list.',
    'Okta does this over SCIM 2.0, an open standard. It sends names, addresses and group memberships of the people you assign. It also sends a random password, which {{appName}} drops: nobody signs in here with one.',
  ],
  needs: [
    'Okta with **Lifecycle Management**, and an account that may add applications (**Super** or **Application administrator**).',
    'People whose user name, primary e-mail, first name, last name are filled in.',
    'Somebody who is admin in {{appName}}, or a setup link that they sent you.',
  ],
  minutes: 20,
  steps: oktaSteps,
  sections: [
    {
      id: 'sends',
      title: 'What Okta sends',
      lines: ['Knowing this makes the log easy to read. Okta acts at once, not in cycles.'],
      table: {
        head: ['What happens in Okta', 'What Okta sends', 'What is seen here'],
        rows: [
          [
            'Somebody is assigned',
            'looks the user name up, then creates the account, or takes over the one it has found',
            'Create; Update where the account was here already',
          ],
          ['A name or an address changes', 'the whole account anew (PUT)', 'Update, or Skip if nothing differs'],
          ['Somebody is unassigned or deactivated', 'active: false', 'Disable'],
          ['Somebody is assigned again', 'active: true', 'Update: enabled again, with the whole history'],
          ['Somebody is deleted', 'nothing more: Okta never deletes accounts in applications', '–'],
          ['A pushed group changes', 'its name and all of its members (PUT)', 'Update of the group'],
          ['A pushed group is unlinked with "delete"', 'deletes the group', 'Its role ends for its members'],
        ],
      },
    },
    {
      id: 'timing',
      title: 'How long things take',
      lines: [
        'A change arrives within seconds to a few minutes. A large first assignment takes as long as Okta needs: plan some minutes for every thousand people.',
        'What failed waits under **Dashboard → Tasks**: mend the cause, then press **Retry**. Okta does not repeat it by itself.',
      ],
    },
    logSection,
    {
      id: 'practice',
      title: 'Good practice',
      lines: [
        ...commonPractice,
        'Use one group for assignment and others for **Push Groups**: Okta does not support one group for both.',
        'Before you unassign a large group, think: each of its people is disabled at once. {{appName}} tells its recruiters when many become inactive within an hour, and an admin can bring them back.',
      ],
    },
    {
      id: 'sso',
      title: 'Together with single sign-on',
      lines: [
        'One application in Okta can do both, if it signs in by SAML: Okta offers no SCIM for its OpenID Connect applications. Use a second application for provisioning then.',
        'Set up single sign-on first, test it, then add provisioning and test that alone.',
        'Let **Application username format** be the same in both, best **Email**.',
      ],
    },
  ],
  trouble: [
    {
      symptom: '**Test Connector Configuration** fails.',
      cause: 'URL or token are not to the letter, the word Bearer was pasted with the token, or the token has ended.',
      mend: 'Paste URL and token again: the token alone, Okta adds `Bearer` itself.',
    },
    {
      symptom: 'A red mark beside somebody: "Automatic provisioning of user … failed".',
      cause: 'An attribute is missing, most often displayName, which many have not filled in at Okta.',
      mend: 'Map displayName by the expression of step 5, then retry under **Dashboard → Tasks**.',
    },
    {
      symptom: 'People who are assigned do not arrive.',
      cause: '**Create Users** is not ticked, or they were assigned before it was.',
      mend: 'Tick it under **Provisioning → To App**, then press **Provision User** on the **Assignments** tab.',
    },
    {
      symptom: 'Somebody who left is still active.',
      cause: '**Deactivate Users** is not ticked, or the task failed.',
      mend: 'Tick it, look under **Dashboard → Tasks**, and unassign the person again if need be.',
    },
    {
      symptom: 'A group arrives without some of its members.',
      cause: 'Okta pushes members alone who are assigned to the application and were provisioned before.',
      mend: 'Assign them first, then **Push Groups → Push now**.',
    },
    ...commonTrouble,
  ],
};
