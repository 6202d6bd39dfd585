import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  // Nothing goes inline: the service's content policy allows files of its own only.
  build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: 'es2022' },
  // Whatever NODE_ENV the service runs with, browsers get the small build.
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  oxc: { jsx: { runtime: 'automatic', development: false } },
  server: { proxy: { '/console/api': 'http://127.0.0.1:8080' } },
})
