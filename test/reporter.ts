import { writeFileSync } from 'node:fs';
import { type MochaOptions, type Runner, reporters } from 'mocha';

/** Mocha's own report, and the counts in a file for the last line of `npm test`. */
class Reporter extends reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    let ended = false;
    runner.once('end', () => {
      ended = true;
    });
    // At the very end, so that a run that broke off is told from one that went through.
    process.once('exit', () => {
      const { passes, failures, pending } = this.stats;
      const file: string | undefined = options.reporterOptions?.counts;
      if (file) writeFileSync(file, JSON.stringify({ passes, failures, pending, ended }));
    });
  }
}

export default Reporter;
