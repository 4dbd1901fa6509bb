/** Command lines that cannot be done, with the exit code and what is said. */
export const faultyCommands: [words: string, code: number, err: RegExp][] = [
  ['fly away', 2, /^"fly away" is not a command. There are:\nwintro organization create /],
  ['user', 2, /^"user" is not a command. There are:\nwintro user create .*\nwintro user list .*\nwintro user disable/],
  ['user list', 2, /^--organization is missing.\nwintro user list --organization O \[--json\]\n$/],
  ['user list --organization linden.example --loud', 2, /^Unknown option '--loud'/],
  ['user list --organization nowhere.example', 1, /^There is no organization "nowhere.example"/],
  ['outbox list --organization linden.example --state late', 2, /^"late" is not a state: it must be queued, /],
  ['outbox list --organization linden.example --limit none', 2, /^--limit must be a whole number/],
  ['organization create --name X --domain nodot', 1, /^"nodot" is not a domain such as contoso.com.\n$/],
  ['organization create --name X --domain x.example --entra-tenant 1', 1, /^"1" is not an Entra tenant id/],
  ['user disable --organization linden.example --email no@linden.example', 1, /^The organization has nobody with no@/],
];
