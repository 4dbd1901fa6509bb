import { Application } from '@microsoft/teams-ai/lib/Application.js';
import { ActivityTypes, type TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { answerError, broken, refusalOf } from './activities/answer.ts';
import { onExecute, onSubmit } from './activities/execute.ts';
import { onInstallation, onMembersAdded } from './activities/install.ts';
import { type Help, onMessage } from './activities/message.ts';
import type { Sender } from './adapter.ts';
import { readTurn } from './turn.ts';

/** Routes a turn to the verb for its activity; an error is answered kindly and logged here, once. */
export function createApplication(bot: Sender, help: Help, log: Logger): (context: TurnContext) => Promise<void> {
  const turnOf = (context: TurnContext) => readTurn(context, new Date(), log);
  const application = new Application({ adapter: bot.adapter, botAppId: bot.botId, startTypingTimer: false });
  application.addRoute(isAction, context => onExecute(turnOf(context), help), true);
  application.activity(ActivityTypes.InstallationUpdate, context => onInstallation(turnOf(context), help));
  application.conversationUpdate('membersAdded', context => onMembersAdded(turnOf(context)));
  application.activity(ActivityTypes.Message, context =>
    isSubmit(context) ? onSubmit(turnOf(context), help) : onMessage(turnOf(context), help),
  );
  return async context => {
    try {
      await application.run(context);
    } catch (error) {
      await apologize(context, error, log);
    }
  };
}

async function isAction({ activity }: TurnContext): Promise<boolean> {
  return activity.type === ActivityTypes.Invoke && activity.name === 'adaptiveCard/action';
}

function isSubmit({ activity }: TurnContext): boolean {
  return typeof activity.value === 'object' && activity.value !== null && 'verb' in activity.value;
}

async function apologize(context: TurnContext, error: unknown, log: Logger): Promise<void> {
  const { type, conversation } = context.activity;
  const refusal = refusalOf(error);
  if (refusal) log.info({ activity: type, reason: refusal.code }, 'a turn was refused');
  else log.error({ activity: type, err: error }, 'a turn failed');
  try {
    if (type === ActivityTypes.Invoke) await answerError(context, refusal ?? broken);
    else if (type === ActivityTypes.Message) await context.sendActivity((refusal ?? broken).message);
  } catch (failed) {
    log.warn({ conversation: conversation?.id, err: failed }, 'the person could not be told');
  }
}
