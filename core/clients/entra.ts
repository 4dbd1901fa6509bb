import { ConfidentialClientApplication, type INetworkModule, type NetworkRequestOptions } from '@azure/msal-node';
import { OutboundError, rewriteEntra, send } from './outbound.ts';

export type Registration = {
  clientId: string;
  clientSecret: string;
  /** The home tenant of the registration. */
  entraTenantId: string;
  scope: string;
  /** ENTRA_URL: where to connect instead of login.microsoftonline.com. */
  entraUrl: string;
  deadlineMs: number;
};

/** Why there is no token: `unreachable` passes by itself, `refused` is a fault of our registration. */
export class TokenError extends Error {
  readonly kind: 'unreachable' | 'refused';
  readonly code: string;
  constructor(kind: 'unreachable' | 'refused', code: string, message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'TokenError';
    this.kind = kind;
    this.code = code;
  }
}

export type TokenSource = {
  /** @throws TokenError */
  token(): Promise<string>;
  /** Drops the cached token, after the other side has refused it. */
  forget(): void;
};

const renewBeforeMs = 5 * 60_000;

/** An application's own tokens (client credentials), kept until shortly before they end and asked for once at a time. */
export function createTokenSource(registration: Registration): TokenSource {
  const network = createNetwork(registration);
  const application = createApplication(registration, network.client);
  let held: { token: string; until: number } | undefined;
  let pending: Promise<string> | undefined;
  let skipCache = false;

  async function acquire(): Promise<string> {
    const answer = await application
      .acquireTokenByClientCredential({ scopes: [registration.scope], skipCache })
      .catch((error: unknown) => {
        throw describe(error, network.takeFault(), registration);
      });
    if (!answer) throw new TokenError('unreachable', 'empty', 'Entra answered without a token.', undefined);
    skipCache = false;
    held = { token: answer.accessToken, until: (answer.expiresOn?.getTime() ?? 0) - renewBeforeMs };
    return answer.accessToken;
  }

  return {
    token() {
      if (held && held.until > Date.now()) return Promise.resolve(held.token);
      pending ??= acquire().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    forget() {
      held = undefined;
      skipCache = true;
    },
  };
}

function createApplication(registration: Registration, networkClient: INetworkModule): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId: registration.clientId,
      clientSecret: registration.clientSecret,
      authority: `https://login.microsoftonline.com/${registration.entraTenantId}`,
      knownAuthorities: ['login.microsoftonline.com'],
    },
    system: { networkClient, disableInternalRetries: true },
  });
}

type Network = { client: INetworkModule; takeFault(): OutboundError | undefined };

/** msal turns whatever its network throws into a bare `network_error`, so the fault itself is kept beside it. */
function createNetwork({ entraUrl, deadlineMs }: Registration): Network {
  let fault: OutboundError | undefined;
  async function exchange<T>(url: string, method: string, options?: NetworkRequestOptions) {
    const { headers = {}, body } = options ?? {};
    const request = { url: rewriteEntra(url, entraUrl), method, headers, deadlineMs };
    try {
      const answer = await send(body === undefined ? request : { ...request, body });
      if (answer.status === 429 || answer.status >= 500)
        throw new OutboundError('unclear', `HTTP_${answer.status}`, `Entra answered ${answer.status}.`);
      return { status: answer.status, headers: answer.headers, body: readJson<T>(answer.body) };
    } catch (error) {
      fault =
        error instanceof OutboundError ? error : new OutboundError('unclear', 'NO_JSON', 'Entra sent no JSON.', error);
      throw error;
    }
  }
  return {
    client: {
      sendGetRequestAsync: (url, options) => exchange(url, 'GET', options),
      sendPostRequestAsync: (url, options) => exchange(url, 'POST', options),
    },
    takeFault() {
      const taken = fault;
      fault = undefined;
      return taken;
    },
  };
}

/** msal asks for a body of a type it names itself and checks it afterwards; nothing here could. */
function readJson<T>(text: string): T {
  return JSON.parse(text) as T;
}

function describe(error: unknown, fault: OutboundError | undefined, { clientId }: Registration): TokenError {
  if (fault) return new TokenError('unreachable', fault.code, `Entra gave no token: ${fault.message}`, fault);
  const text = error instanceof Error ? error.message : '';
  const code = /AADSTS\d+/.exec(text)?.[0] ?? text.split(':')[0] ?? 'unknown';
  return new TokenError('refused', code, `Entra refused a token to application ${clientId}: ${text || code}`, error);
}
