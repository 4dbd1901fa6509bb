import { parseArgs } from 'node:util';
import type { Logger } from 'pino';
import type { Config } from '#env/config.ts';

export type Options = {
  /** The option's value. @throws UsageError when it is required and missing. */
  one(name: string): string;
  maybe(name: string): string | undefined;
  many(name: string): string[];
  /** Whether a flag was given. */
  has(name: string): boolean;
};

export type Surroundings = {
  config: Config;
  log: Logger;
  now: Date;
  /** Tells how far a long command is, beside what it answers. */
  progress: (line: string) => void;
};

/**
 * A table, one document, or both: the table is for people, the document for `--json`. What is too long to be held is a
 * `stream` instead, which is printed as it comes.
 */
export type Result = {
  rows: Record<string, unknown>[];
  document?: unknown;
  note?: string;
  failed?: boolean;
  stream?: AsyncIterable<string>;
};

export type Command = {
  name: string;
  summary: string;
  /** Options by name: whether each must be given, and the word that stands for its value in the help; a flag has none. */
  options: Record<string, Option>;
  /** `json`: whether one document is asked for. */
  run(at: Surroundings, options: Options, json: boolean): Promise<Result>;
};

type Option = { value: string; required?: boolean; repeated?: boolean } | { flag: true };

/** The command line was not understood. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Finds the command and reads its options. @throws UsageError that says what is wrong and how the command is called. */
export function parseCommand(
  args: string[],
  commands: Command[],
): { command: Command; options: Options; json: boolean } {
  const command = commands.find(({ name }) => name.split(' ').every((word, place) => args[place] === word));
  if (!command) throw new UsageError(unknown(args, commands));
  const rest = args.slice(command.name.split(' ').length);
  const declared = Object.entries(command.options).map(([name, option]) => [
    name,
    'flag' in option ? { type: 'boolean' } : { type: 'string', multiple: option.repeated === true },
  ]);
  const read = tryParse(rest, { ...Object.fromEntries(declared), json: { type: 'boolean' } }, command);
  for (const [name, option] of Object.entries(command.options))
    if ('required' in option && option.required && read[name] === undefined)
      throw new UsageError(`--${name} is missing.\n${usage(command)}`);
  const one = (name: string): string | undefined => {
    const value = read[name];
    return typeof value === 'string' ? value : undefined;
  };
  const options: Options = {
    one: name => one(name) ?? '',
    maybe: one,
    many(name) {
      const value = read[name];
      return Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
    },
    has: name => read[name] === true,
  };
  return { command, options, json: read.json === true };
}

type Declared = Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>;

function tryParse(args: string[], options: Declared, command: Command): Record<string, unknown> {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage(command)}`);
  }
}

function unknown(args: string[], commands: Command[]): string {
  const near = commands.filter(({ name }) => name.split(' ')[0] === args[0]);
  const shown = (near.length > 0 ? near : commands).map(usage).join('\n');
  return `"${args.slice(0, 2).join(' ')}" is not a command. There ${near.length === 1 ? 'is' : 'are'}:\n${shown}`;
}

/** How a command is called, in one line. */
export function usage(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => {
    if ('flag' in option) return `[--${name}]`;
    const { value, required, repeated } = option;
    const text = `--${name} ${value}${repeated ? ` [--${name} …]` : ''}`;
    return required ? text : `[${text}]`;
  });
  return ['wintro', command.name, ...options, '[--json]'].join(' ');
}
