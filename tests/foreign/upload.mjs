// Uploads a file with stock tus-js-client and its own settings: node upload.mjs ENDPOINT FILE SHA256 TOKEN
import { createReadStream, statSync } from 'node:fs'
import { Upload } from 'tus-js-client'

const [endpoint, file, sha256, token] = process.argv.slice(2)
const upload = new Upload(createReadStream(file), {
  endpoint,
  chunkSize: 2_000_000,
  uploadSize: statSync(file).size,
  metadata: { filename: 'scan.pdf', sha256 },
  headers: { 'Blob-Token': token },
  retryDelays: [100, 200, 400, 800, 800],
  onError: (error) => { console.error(String(error)); process.exit(1) },
  onSuccess: () => console.log(upload.url),
})
upload.start()
