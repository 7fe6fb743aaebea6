// express-pouchdb on LevelDB with a document for each case: node server.js FOLDER DOCUMENTS
'use strict';

const fs = require('fs');
const path = require('path');
const zlib = require('zlib');
const { createRequire } = require('module');

// The packages lie where they were installed, not beside this file.
const need = createRequire(path.join(process.cwd(), 'package.json'));
const PouchDB = need('pouchdb');
const express = need('express');

const AT_ONCE = 1000;
const [folder, documents] = process.argv.slice(2);

async function fill(database) {
  const lines = zlib.gunzipSync(fs.readFileSync(documents)).toString('utf8').trim().split('\n');
  for (let start = 0; start < lines.length; start += AT_ONCE) {
    const docs = lines.slice(start, start + AT_ONCE).map((line) => {
      const document = JSON.parse(line);
      return { ...document, _id: document.id };
    });
    await database.bulkDocs(docs);
  }
}

async function main() {
  const Stored = PouchDB.defaults({ prefix: path.join(folder, 'server-') });
  const handler = need('express-pouchdb')(Stored, {
    mode: 'minimumForPouchDB',
    inMemoryConfig: true,
    logPath: path.join(folder, 'log.txt'),
  });
  // After the handler, which keeps the list of databases.
  await fill(new Stored('cases'));
  const app = express();
  app.use('/', handler);
  const server = app.listen(0, '127.0.0.1', () => {
    console.log(`pouch: listening on http://127.0.0.1:${server.address().port}`);
  });
}

main();
