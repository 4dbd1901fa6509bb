import type { Request, Response } from 'restify';

export type JsonSchema = Record<string, unknown>;

type Content = Record<string, { schema: JsonSchema; examples?: Record<string, { summary?: string; value: unknown }> }>;

/** What the API's description says of a route. Source: OpenAPI 3.1.1 §4.8.10. */
export type Operation = {
  summary: string;
  description?: string;
  tags: string[];
  /** Names of security schemes; none means open to all. */
  security?: string[];
  parameters?: { name: string; in: 'header' | 'query' | 'path'; required?: boolean; description: string }[];
  request?: Content;
  responses: Record<number, { description: string; content?: Content }>;
  /** Statuses that answer with a problem, beside 404, 405, 421 and 500, which any address can have. */
  problems?: number[];
  /** In which form it refuses, where not as problems; the schema is one of the description's. */
  refusal?: { mediaType: string; schema: string };
};

export type Route = {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  /** As restify matches it. */
  path: string;
  handle: (req: Request, res: Response) => Promise<void>;
  /** Left out: the route is not described. */
  operation?: Operation;
};
