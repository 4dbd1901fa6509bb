import { abilities, refusalOf, requestIn } from './host-message.ts';

type HostContext = { theme: string; hostClientType: string } & Record<string, unknown>;

type Hosting = {
  /** The flat object that teams-js makes its context of. */
  context: () => HostContext;
  token: () => Promise<string>;
  /** The page can be seen, though it may still be loading something. */
  loaded: () => void;
  ready: () => void;
  failed: (why: string) => void;
  /** Tab went past the last thing in the frame, or back before the first. */
  leave: (forward: boolean) => void;
  /** The person goes back, and the app has nowhere to go back to. */
  back: () => void;
};

export type Host = { tell: (func: string, ...args: unknown[]) => void; stop: () => void };

/** Teams around a frame of ours. It hears that frame's own window on our own origin, and nobody else. */
export const hostFrame = (frame: HTMLIFrameElement, hosting: Hosting): Host => {
  const handlers = new Set<unknown>();
  const acknowledged = [true];

  const answers: Record<string, (args: unknown[]) => unknown[] | Promise<unknown[]>> = {
    initialize: () => ['content', hosting.context().hostClientType, abilities, '2.0.1'],
    getContext: () => [hosting.context()],
    registerHandler([name]) {
      handlers.add(name);
      return acknowledged;
    },
    'appInitialization.appLoaded': () => heard(hosting.loaded),
    'appInitialization.success': () => heard(hosting.ready),
    // The page says itself what it ran into, and stays.
    'appInitialization.expectedFailure': () => heard(hosting.ready),
    'appInitialization.failure': ([, message]) =>
      heard(() => hosting.failed(typeof message === 'string' ? message : '')),
    'authentication.getAuthToken': () =>
      hosting.token().then(
        token => [true, token],
        (cause: unknown) => [false, cause instanceof Error ? cause.message : 'The token could not be had.'],
      ),
    returnFocus: ([forward]) => heard(() => hosting.leave(forward === true || forward === 1)),
    navigateBack: () => heard(hosting.back),
    'pages.backStack.navigateBack': () => heard(hosting.back),
    setFrameContext: () => acknowledged,
    shareDeepLink: () => acknowledged,
    'pages.navigateToApp': () => acknowledged,
    'pages.shareDeepLink': () => acknowledged,
  };

  const heard = (hear: () => void): unknown[] => {
    hear();
    return acknowledged;
  };

  const hear = async ({ data, source, origin }: MessageEvent<unknown>): Promise<void> => {
    if (origin !== location.origin || source === null || source !== frame.contentWindow) return;
    const request = requestIn(data);
    if (!request) return;
    const { func, args: given, ...ids } = request;
    const answer = Object.hasOwn(answers, func) ? answers[func] : undefined;
    const args = answer ? await answer(given) : refusalOf(func);
    frame.contentWindow?.postMessage({ ...ids, args }, location.origin);
  };

  addEventListener('message', hear);
  return {
    tell(func, ...args) {
      const handler = func === 'backButtonPress' ? 'backButton' : func;
      if (handlers.has(handler)) frame.contentWindow?.postMessage({ func, args }, location.origin);
      else if (handler === 'backButton') hosting.back();
    },
    stop: () => removeEventListener('message', hear),
  };
};
