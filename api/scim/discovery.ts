import { type Answer, listSchema } from './answer.ts';
import { maxOperations } from './bulk-request.ts';
import { cursorTimeoutSeconds } from './cursor.ts';
import { quote, ScimError } from './errors.ts';
import { defaultPageSize, maxPageSize } from './list.ts';
import { resourceTypes, schemaDocuments } from './schemas.ts';
import type { Scim } from './scim.ts';

/** RFC 7643 §5 and, for `pagination`, RFC 9865 §4. */
export function serviceProviderConfig(scim: Scim, about: { bodyMaxBytes: number; help: string }): Answer {
  refuseFilter(scim);
  // The first thing that Test Connection looks at.
  scim.facts.testConnection = true;
  const body = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    documentationUri: about.help,
    patch: { supported: true },
    bulk: { supported: true, maxOperations, maxPayloadSize: about.bodyMaxBytes },
    filter: { supported: true, maxResults: maxPageSize },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize,
      maxPageSize,
      cursorTimeout: cursorTimeoutSeconds,
    },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A token from Settings, Security, SCIM Configuration, as Authorization: Bearer.',
        specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${scim.base}/ServiceProviderConfig` },
  };
  return { status: 200, body };
}

type Document = { id: string };

const collections: Record<'Schemas' | 'ResourceTypes', (base: string) => Document[]> = {
  Schemas: schemaDocuments,
  ResourceTypes: resourceTypes,
};

export function listDocuments(scim: Scim, name: keyof typeof collections): Answer {
  refuseFilter(scim);
  const documents = collections[name](scim.base);
  const count = documents.length;
  const body = { schemas: [listSchema], totalResults: count, startIndex: 1, itemsPerPage: count, Resources: documents };
  return { status: 200, body };
}

export function readDocument(scim: Scim, name: keyof typeof collections, id: string): Answer {
  const document = collections[name](scim.base).find(each => each.id.toLowerCase() === id.toLowerCase());
  if (document) return { status: 200, body: document };
  throw new ScimError(404, undefined, `There is no ${quote(id)} among the ${name}; GET /${name} lists them.`);
}

/** RFC 7644 §4: what describes the service is not filtered, lest a client believe that it knows all of it. */
function refuseFilter({ parameters }: Scim): void {
  if (parameters.filter !== undefined)
    throw new ScimError(403, undefined, 'What describes the service takes no filter; ask for all of it.');
}
