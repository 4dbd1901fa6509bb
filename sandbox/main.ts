import { parseArgs } from 'node:util';
import { addressesOf } from './control.ts';
import { startSandbox } from './start.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'smtp-port': { type: 'string', default: '0' },
    'state-file': { type: 'string' },
    'bot-id': { type: 'string' },
    'bot-password': { type: 'string' },
    'bot-tenant': { type: 'string' },
    'product-url': { type: 'string', default: 'http://localhost:3978' },
    'no-throttle': { type: 'boolean', default: false },
    'follow-parent': { type: 'boolean', default: false },
  },
});
const { 'bot-id': id, 'bot-password': password, 'bot-tenant': tenantId } = values;
if (id === undefined || password === undefined || tenantId === undefined) {
  console.error('sandbox: --bot-id, --bot-password and --bot-tenant are needed.');
  process.exit(2);
}

const sandbox = await startSandbox({
  port: Number(values.port),
  smtpPort: Number(values['smtp-port']),
  ...(values['state-file'] === undefined ? {} : { stateFile: values['state-file'] }),
  bot: { id, password, tenantId },
  productUrl: values['product-url'],
  control: true,
  loadCompany: () => Promise.reject(new Error('This sandbox runs without the product and loads no samples.')),
});
if (values['no-throttle']) sandbox.connector.configure({ throttle: false });

async function stop(): Promise<void> {
  await sandbox.stop();
  process.exit(0);
}

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (values['follow-parent']) process.stdin.resume().once('close', stop);

console.log(JSON.stringify(addressesOf(sandbox)));
