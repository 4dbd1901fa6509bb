import process from 'node:process';

/**
 * Loaded before the measured program with `--import`: answers each message of the bench with what the process has used,
 * and ends the process when the bench is gone.
 */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, peakRssMb: process.resourceUsage().maxRSS / 1024 });
});
// Not by process.exit, which can hang in Node 24 while V8's threads compile.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// A program that has stopped need not wait for the bench.
process.channel?.unref();
