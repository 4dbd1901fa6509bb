import { findByTeams } from '#core/people/by-teams.ts';
import { disconnectTeams, removeUnlinkedInstall } from '#core/people/connect-teams.ts';
import { welcomeCard } from '../cards/welcome.ts';
import { connect } from '../identify.ts';
import type { Turn } from '../turn.ts';
import { words } from '../words.ts';
import { sendCard } from './answer.ts';
import { strangerCard } from './stranger.ts';

type Parts = { appName: string };

/**
 * Teams tells of one install twice, in any order: as `installationUpdate` and as `conversationUpdate`. Both connect,
 * and the first alone welcomes.
 */
export async function onInstallation(turn: Turn, { appName }: Parts): Promise<void> {
  const { action } = turn.context.activity;
  if (action === 'remove') return onRemoved(turn);
  if (action !== 'add' && action !== 'add-upgrade') return;
  if (!turn.personal) {
    if (action === 'add') await turn.context.sendActivity(words.personalOnly(appName));
    return;
  }
  const identity = await connect(turn);
  if (action === 'add-upgrade') return;
  if (identity.kind !== 'person') return sendCard(turn, strangerCard(identity, appName));
  const { person, organizationName } = identity;
  await sendCard(turn, welcomeCard({ appName, givenName: person.givenName, organizationName }));
}

export async function onMembersAdded(turn: Turn): Promise<void> {
  const { membersAdded, recipient } = turn.context.activity;
  if (turn.personal && membersAdded?.some(member => member.id === recipient.id)) await connect(turn);
}

async function onRemoved({ entraTenantId, entraObjectId, personal, now, log }: Turn): Promise<void> {
  if (!personal || !entraTenantId || !entraObjectId) return;
  const person = await findByTeams(entraTenantId, entraObjectId);
  if (!person) return removeUnlinkedInstall({ entraTenantId, entraObjectId });
  const actor = { kind: 'person', id: person._id, name: person.displayName } as const;
  await disconnectTeams(
    { organization: person.organization, actor, now, log },
    { person: person._id, state: 'removed' },
  );
}
