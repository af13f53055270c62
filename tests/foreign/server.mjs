// Serves stock @tus/server on a free loopback port, files in FOLDER: node server.mjs FOLDER
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'

const tus = new Server({ path: '/v1/blobs', relativeLocation: true, datastore: new FileStore({ directory: process.argv[2] }) })
const listening = tus.listen({ host: '127.0.0.1', port: 0 }, () => console.log(listening.address().port))
