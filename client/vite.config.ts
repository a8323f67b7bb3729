import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = 'http://127.0.0.1:3000'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  worker: { format: 'es' },
  resolve: {
    alias: [
      // monaco-vim offers browsers a bundle that expects a global editor, and calls the editor's modules by their older names.
      {
        find: /^monaco-vim$/,
        replacement: fileURLToPath(new URL('../node_modules/monaco-vim/dist/index.mjs', import.meta.url)),
      },
      { find: /^monaco-editor\/esm\/vs\/(.+?)(\.js)?$/, replacement: 'monaco-editor/$1' },
    ],
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // Monaco and its TypeScript worker are that large, and load only where there is an editor.
    chunkSizeWarningLimit: 8_000,
  },
  server: {
    port: 5173,
    proxy: { '/api': server, '/socket.io': { target: server, ws: true } },
  },
})
