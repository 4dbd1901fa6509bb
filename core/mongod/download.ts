import { MongoBinary } from 'mongodb-memory-server-core';
import { ResolveConfigVariables, setDefaultValue } from 'mongodb-memory-server-core/lib/util/resolveConfig.js';

// A process of its own, since the downloader can neither be interrupted nor kept from writing to the console.
const [version, downloadDir] = process.argv.slice(2);
setDefaultValue(ResolveConfigVariables.MAX_RETRIES, '2');
try {
  console.log(`fetched ${await MongoBinary.getPath({ version, downloadDir })}`);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(message.replaceAll('\n', ' '));
  process.exitCode = 1;
}
