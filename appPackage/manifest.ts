import { z } from 'zod';

const tab = z.object({
  entityId: z.string(),
  name: z.string().optional(),
  contentUrl: z.string().optional(),
  websiteUrl: z.string().optional(),
  scopes: z.array(z.string()),
});

const command = z.object({ title: z.string(), description: z.string() });

const bot = z.object({
  botId: z.string(),
  scopes: z.array(z.string()),
  isNotificationOnly: z.boolean().default(false),
  commandLists: z.array(z.object({ scopes: z.array(z.string()), commands: z.array(command) })).default([]),
});

/** What our own rules read of a manifest; its whole form is the schema's matter. */
export const manifestSchema = z.object({
  $schema: z.string(),
  manifestVersion: z.string(),
  version: z.string(),
  id: z.string(),
  developer: z.object({
    name: z.string(),
    websiteUrl: z.string(),
    privacyUrl: z.string(),
    termsOfUseUrl: z.string(),
  }),
  publisherDocsUrl: z.string().optional(),
  localizationInfo: z
    .object({
      defaultLanguageTag: z.string(),
      additionalLanguages: z.array(z.object({ languageTag: z.string(), file: z.string() })).default([]),
    })
    .optional(),
  name: z.object({ short: z.string(), full: z.string() }),
  description: z.object({ short: z.string(), full: z.string() }),
  icons: z.object({ color: z.string(), outline: z.string() }),
  staticTabs: z.array(tab).default([]),
  bots: z.array(bot).default([]),
  validDomains: z.array(z.string()).default([]),
  showLoadingIndicator: z.boolean().default(false),
  webApplicationInfo: z.object({ id: z.string(), resource: z.string() }).optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;
