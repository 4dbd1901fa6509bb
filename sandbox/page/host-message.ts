/** A request of teams-js. Source: teams-js 2.58, `internal/messageObjects`. */
export type HostRequest = { func: string; args: unknown[]; id?: unknown; uuidAsString?: unknown };

export const requestIn = (data: unknown): HostRequest | undefined => {
  if (typeof data !== 'object' || data === null || !('func' in data) || typeof data.func !== 'string') return undefined;
  return {
    func: data.func,
    args: 'args' in data && Array.isArray(data.args) ? data.args : [],
    ...('id' in data ? { id: data.id } : {}),
    ...('uuidAsString' in data ? { uuidAsString: data.uuidAsString } : {}),
  };
};

const notSupported = 100;

/** teams-js reads the answers of these as a status and a reason, and of all others as an error and a result. */
const statusFirst = /^(?:authentication|pages|settings|location|conversations)\.|^executeDeepLink$/;

/** What a host answers that does not know the function: SdkError NOT_SUPPORTED_ON_PLATFORM. */
export const refusalOf = (func: string): unknown[] => {
  const message = `The sandbox's Teams does not know ${func}.`;
  return statusFirst.test(func) ? [false, message] : [{ errorCode: notSupported, message }];
};

/** What this host can do, as teams-js asks for it at the start. */
export const abilities = JSON.stringify({
  apiVersion: 4,
  hostVersionsInfo: {},
  isLegacyTeams: false,
  supports: { pages: { backStack: {} }, authentication: {} },
});
