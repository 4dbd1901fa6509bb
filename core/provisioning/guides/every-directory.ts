import type { Section, Step, Trouble } from './guide.ts';

/** The step in which tenant URL and token are made; the same for every directory. */
export function tokenStep(provider: string, field: { url: string; token: string }): Step {
  return {
    id: 'token',
    title: `Get the tenant URL and a token from {{appName}}`,
    at: 'product',
    does: [
      'In {{appName}}, open **Settings → Security → SCIM Configuration**. Only an admin of {{appName}} can; with a setup link you see the same in the wizard.',
      `Choose **${provider}** and press **Generate SCIM Token**.`,
      'Copy the token now: it is shown this once. Keep the page open until the connection has been tested.',
    ],
    copy: [
      { label: field.url, value: '{{tenantUrl}}' },
      { label: field.token, value: '{{token}}' },
    ],
    expect:
      'You hold an address that ends in `/api/scim/v2` and a token of the form `…:dir_…`. Copy all of it, colon included.',
    trouble: [
      {
        symptom: 'The button says that there are two live tokens already.',
        cause: 'A directory may have two tokens, so that one can be replaced without a break.',
        mend: 'Revoke the one that is no longer pasted anywhere (each shows when it was last used), then generate again.',
      },
    ],
  };
}

/** The step that gives groups their roles. */
export const rolesStep: Step = {
  id: 'roles',
  title: 'Say what the groups mean in {{appName}}',
  at: 'product',
  does: [
    'Once the groups have arrived, open **Settings → Security → Group mapping**.',
    'Give a group a role: **admin** (settings and security), **boss** (recruits, like an admin, without security) or **member** (an employee).',
    'Press **Preview change** and read who would change before you save.',
  ],
  expect:
    'Who is in several mapped groups has the highest of their roles. Who leaves a group loses its role at once. Who is in none is a member, unless an admin has set a role by hand.',
  trouble: [
    {
      symptom: 'Somebody stays admin although they left the group.',
      cause: 'They are the last active admin, which the log says in a Skip line, or their role was set by hand.',
      mend: 'Make somebody else admin first, or change the role that was set by hand.',
    },
  ],
};

/** What {{appName}}'s own log says, line by line. */
export const logSection: Section = {
  id: 'log',
  title: "What {{appName}}'s log says",
  lines: [
    '**Settings → Security → Provisioning log** has a line for everything the directory did, kept for 400 days: who, what changed from what to what, why, and how to mend it. Search it by name, address or the id of a request.',
  ],
  table: {
    head: ['Word', 'Meaning'],
    rows: [
      ['Create', 'An account was made.'],
      [
        'Update',
        'Something changed, or an account that was here was linked to the directory; open the line for before and after.',
      ],
      [
        'Disable',
        'The account is inactive: signed out everywhere at once, no more messages. Nothing of its history is lost.',
      ],
      ['Skip', 'There was nothing to change, or something was left out on purpose; the line says why.'],
      ['Failure', 'It was refused. The line says why in plain words, and what to do.'],
    ],
  },
};

/** What holds wherever people come from a directory. */
export const commonPractice: string[] = [
  'Begin with five to ten people. Check their names and addresses, and somebody who had an account before: it must be linked, not doubled.',
  'Note the day on which the token ends: one year after it was made. {{appName}} warns its admins 60, 30, 7 and 1 days before.',
  'To replace a token, generate a second one, paste it into the directory, test, then revoke the old one. Nothing is interrupted.',
  'Look at the log weekly, at inactive people monthly, at who is assigned quarterly.',
  'A token is a password: keep it in a password manager, never in a mail or a ticket. Let few people be admins.',
];

export const commonTrouble: Trouble[] = [
  {
    symptom: 'Somebody is there twice.',
    cause: 'The two accounts have different addresses, so that nothing says they are one person.',
    mend: 'Merge them: where the log suspects a double it offers **Compare and merge**, and whoever runs {{appName}} can merge any two. Both histories stay.',
  },
  {
    symptom: 'Somebody is refused since the user name or the address "belongs to" somebody else (409).',
    cause: 'Another account from the directory has that user name or address.',
    mend: 'Correct the address in the directory, or merge the two accounts if they are one person.',
  },
  {
    symptom: 'Very many people became inactive at once.',
    cause: 'A group was unassigned, or a filter changed, by mistake.',
    mend: 'Stop provisioning and correct the assignment. {{appName}} has told its recruiters by then; an admin can bring back in one action everybody whom the directory deactivated then, at the top of **Settings → Security**.',
  },
];
