import griffel from '@griffel/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { compiledWords } from './words/compile.ts';

export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  base: '/tab/',
  // The server puts a fresh nonce in place of this into every answer.
  html: { cspNonce: '__NONCE__' },
  plugins: [compiledWords(), react(), command === 'build' && stylesAtBuild()],
  // The words come parsed (words/compile.ts), so the parser stays out.
  resolve: {
    alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 600,
  },
}));

/** The types of the package describe its CommonJS build, where the function is a property; Node loads the other one. */
function stylesAtBuild(): Plugin {
  return (griffel as unknown as () => Plugin)();
}
