import type { Fault } from './api.ts';
import { useData, useStore, useWords } from './context.ts';
import { Guide } from './Guide.tsx';
import { MessageToSend } from './MessageToSend.tsx';
import { href } from './router.ts';
import { surroundings } from './surroundings.ts';
import type { Stop } from './view.ts';

/** Pages for those who cannot go on here: why, and what to do now. */
export function Stops({ stop, fault }: { stop: Stop; fault: Fault | undefined }) {
  const { say } = useWords();
  const { me } = useData();
  const { why } = useStore(surroundings);
  const person = useStore(me).data;
  switch (stop) {
    case 'unconnected':
      return (
        <Guide
          icon="building"
          title={say('unconnected.title')}
          text={say('setup.approval')}
          steps={[say('unconnected.step.colleague'), say('unconnected.step.back')]}
          again={say('guide.again')}
        >
          <MessageToSend />
        </Guide>
      );
    case 'unknown':
      return (
        <Guide
          icon="unknown"
          title={say('unknown.title')}
          text={say('unknown.text')}
          steps={[say('unknown.step.hello'), say('unknown.step.ask'), say('unknown.step.back')]}
          again={say('guide.again')}
        />
      );
    case 'inactive':
      return (
        <Guide
          icon="off"
          title={say('inactive.title')}
          text={say('inactive.text')}
          steps={[say('inactive.step.ask'), say('inactive.step.back')]}
          notes={[say('inactive.kept')]}
          again={say('guide.again')}
        />
      );
    case 'member':
      return (
        <Guide
          icon="people"
          title={say('member.title')}
          text={
            person
              ? say('member.text', { name: person.displayName, organization: person.organizationName })
              : say('member.text.short')
          }
          steps={[]}
          facts={[say('member.nudges'), say('member.ask')]}
          again={say('guide.again')}
        />
      );
    case 'browser':
      return (
        <Guide
          icon="teams"
          title={say('browser.title')}
          text={say('browser.text')}
          steps={[say('browser.step.teams'), say('browser.step.app'), say('browser.step.home')]}
          notes={[say('browser.note'), say('setup.approval')]}
        />
      );
    case 'silent':
      return (
        <Guide
          icon="plug"
          title={say('silent.title')}
          text={say('silent.text')}
          steps={[say('silent.step.again'), say('silent.step.restart')]}
          again={say('retry')}
          reload
          details={[why]}
        />
      );
    case 'unauthorized':
      return (
        <Guide
          icon="lock"
          title={say('unauthorized.title')}
          text={say('unauthorized.text')}
          steps={[say('unauthorized.step.again'), say('unauthorized.step.restart'), say('unauthorized.step.it')]}
          again={say('retry')}
          details={[fault?.detail, fault?.requestId && say('fault.request', { id: fault.requestId })]}
        />
      );
  }
}

/** An address within the tab that leads nowhere. */
export function Missing() {
  const { say } = useWords();
  return (
    <Guide
      icon="missing"
      title={say('missing.title')}
      text={say('missing.text')}
      steps={[]}
      link={{ href: href('home'), text: say('missing.home') }}
    />
  );
}
