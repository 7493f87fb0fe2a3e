import vue from '@vitejs/plugin-vue';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const sources = fileURLToPath(new URL('src/main/web', import.meta.url));

export default defineConfig({
  root: sources,
  // Relative, so that the page also works below a path of a reverse proxy.
  base: './',
  plugins: [vue()],
  resolve: { alias: { '@': sources } },
  build: {
    outDir: fileURLToPath(new URL('target/page', import.meta.url)),
    emptyOutDir: true,
    // The content security policy allows no data: URLs.
    assetsInlineLimit: 0,
    // ECharts is the one large chunk, and is loaded when the first chart is there.
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
  test: {
    environment: 'happy-dom',
    include: ['**/*.spec.ts'],
    restoreMocks: true,
    // The specs share no state of modules, and one browser environment for each of them is slow.
    isolate: false,
  },
});
