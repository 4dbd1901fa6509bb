import { activeExpression, entraSteps } from './entra-steps.ts';
import { commonPractice, commonTrouble, logSection } from './every-directory.ts';
import type { Guide } from './guide.ts';

export const entraGuide: Guide = {
  provider: 'entra',
  name: 'Microsoft Entra ID',
  title: 'Let Microsoft Entra ID create and remove accounts in {{appName}}',
  intro: [
    '{{appName}} helps your company fill its jobs through the people it employs. It needs to know who works for you: with this connection Entra ID tells it when somebody joins, changes or leaves, and nobody has to keep a second list.',
    'Entra ID does this over SCIM 2.0, an open standard. It sends names, addresses and group memberships of the people you assign, never passwords. It is worth it from about 50 people.',
  ],
  needs: [
    'A licence of Microsoft Entra ID P1 or P2 (also part of Microsoft 365 E3 and E5, Business Premium and EMS).',
    'An account that is at least **Cloud Application Administrator** or **Application Administrator** of your tenant.',
    'People whose user principal name, **Email** (the attribute mail), first name, last name and display name are filled in. Who lacks one is refused, and the log names what is missing.',
    'Somebody who is admin in {{appName}}, or a setup link that they sent you.',
  ],
  minutes: 20,
  steps: entraSteps,
  sections: [
    {
      id: 'timing',
      title: 'How long things take',
      lines: [
        'Entra keeps its own time; it cannot be made faster than this. **Provision on demand** is for single people who cannot wait.',
      ],
      table: {
        head: ['What', 'When'],
        rows: [
          ['The first cycle', 'from 20 minutes to some hours; roughly 0.2 to 1.7 people a second'],
          ['Every later cycle', 'every 40 minutes; it cannot be set'],
          ['Somebody joins, changes, is blocked or is unassigned', 'with the next cycle'],
          ['Somebody is deleted in Entra', 'inactive here with the next cycle; 30 days later Entra deletes for good'],
          ['A failed person', 'tried again, at growing distance'],
          [
            'Entra cannot sign in at {{appName}}, or very much fails',
            '"quarantine": Entra tries after 6, 12 and 24 hours, then daily, and switches provisioning off after 28 days',
          ],
        ],
      },
    },
    logSection,
    {
      id: 'entra-log',
      title: "What Entra's log says",
      lines: [
        'In the application, **Provisioning logs** shows every person and step. **Success**, **Failure**, **Skipped** and **Warning** are its words; press a line and read **Steps** and **Troubleshooting & Recommendations**.',
        '**Skipped** with "not effectively entitled" means that the person is not assigned; "not in scope" that a scoping filter leaves them out. **StagedDelete** means that the threshold against accidental deletion holds it back.',
        'The progress bar on **Overview** says when a cycle last ran and whether the job is in quarantine. Once the cause is mended, press **Restart provisioning**.',
      ],
    },
    {
      id: 'practice',
      title: 'Good practice',
      lines: [
        ...commonPractice,
        'Keep **Prevent accidental deletion** on. {{appName}} has a guard of its own beside it: when more than a tenth of your people (at least 10, at most 500) become inactive within an hour, its recruiters are told, and an admin can bring them back in one action.',
        "Microsoft's flag `?aadOptscim062020` behind the tenant URL is not needed. {{appName}} understands Entra with it and without it.",
        'Somebody who was disabled and returns is the same person here, with history and groups.',
      ],
    },
    {
      id: 'sso',
      title: 'Together with single sign-on',
      lines: [
        'One enterprise application can do both. Set up single sign-on first, test it, then add provisioning, and test that alone: so you always know which of the two a fault belongs to.',
        'The same assignment then decides who may sign in and who has an account.',
        'Let user name and mail be the same in both: {{appName}} knows people by their address within your company.',
        'Provisioning removes access at once, also for people who are signed in. Single sign-on alone does not.',
      ],
    },
  ],
  trouble: [
    {
      symptom: '**Test Connection** fails.',
      cause: 'URL or token are not to the letter, or the token has ended.',
      mend: 'Copy both again. If the token is lost or older than a year, generate another in {{appName}}.',
    },
    {
      symptom: 'People do not arrive.',
      cause:
        'They are not assigned; they are in a group inside an assigned group; an attribute is missing; or the token has ended.',
      mend: "Look at {{appName}}'s log first: a Failure names the attribute. Is there nothing at all, look at Entra's provisioning logs for the person.",
    },
    {
      symptom: 'People arrive late.',
      cause: 'A cycle comes every 40 minutes, and a first one takes longer the more people there are.',
      mend: 'Wait for two cycles, or use **Provision on demand** for a single person.',
    },
    {
      symptom: 'Somebody who left is still active.',
      cause:
        'The **active** line has the default expression, which ignores blocked accounts; the account is not really blocked; or the cycle has not come yet.',
      mend: `Set the expression to \`${activeExpression}\`, check **Account enabled** in Entra, and wait 40 minutes.`,
    },
    {
      symptom: 'Entra says **Quarantine**.',
      cause: 'It could not sign in here, or more than 40 % of at least 5,000 attempts failed.',
      mend: 'Generate a token, paste it, **Test Connection**, then **Restart provisioning**.',
    },
    {
      symptom: 'A group is there, but empty.',
      cause: 'Its members are not assigned themselves, or are members of a group inside it.',
      mend: 'Assign the group (that assigns its direct members) and make the people direct members.',
    },
    {
      symptom: 'A value that was emptied in Entra is still here.',
      cause: 'Entra does not send empty values.',
      mend: 'Nothing to do for the required ones. For others, set a value such as a hyphen.',
    },
    ...commonTrouble,
  ],
};
