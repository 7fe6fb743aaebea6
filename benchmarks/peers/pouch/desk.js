// A PouchDB desk as benchmarks/sync.py drives it: a verb in a line of JSON, an answer in another.
'use strict';

const fs = require('fs');
const path = require('path');
const readline = require('readline');
const { createRequire } = require('module');

const need = createRequire(path.join(process.cwd(), 'package.json'));
const PouchDB = need('pouchdb');

const AT_ONCE = 1000;
let local;
let remote;
let idle = 0;

function memory(name) {
  const line = fs.readFileSync('/proc/self/status', 'utf8').match(new RegExp(`${name}:\\s+(\\d+)`));
  return Number(line[1]) * 1024;
}

async function timed(act) {
  const start = process.hrtime.bigint();
  await act();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

const pull = () => local.replicate.from(remote, { batch_size: AT_ONCE });
const push = () => local.replicate.to(remote, { batch_size: AT_ONCE });

const verbs = {
  async open({ folder, url }) {
    fs.mkdirSync(folder);
    local = new PouchDB(path.join(folder, 'local'));
    remote = new PouchDB(`${url}/cases`, { skip_setup: true });
    await local.info();
    idle = memory('VmRSS');
    fs.writeFileSync('/proc/self/clear_refs', '5');
    return {};
  },
  async first() {
    const first = await timed(pull);
    return { seconds: { first }, memory: memory('VmHWM') - idle };
  },
  async save({ what, count, turn }) {
    const found = await local.allDocs({ include_docs: true, limit: count });
    const docs = found.rows.map(({ doc }, n) => ({ ...doc, due_at: n, changed: `${what} ${turn}` }));
    return { seconds: { save: await timed(() => local.bulkDocs(docs)) } };
  },
  async round() {
    const up = await timed(push);
    return { seconds: { push: up, round: up + (await timed(pull)) } };
  },
  async attach({ files }) {
    for (const file of files) {
      const data = fs.readFileSync(file);
      const name = path.basename(file);
      await local.putAttachment(`photo-${name}`, name, data, 'image/jpeg');
    }
    return {};
  },
  async pictures({ wanted = [] }) {
    const pictures = await timed(wanted.length ? pull : push);
    for (const name of wanted) await local.getAttachment(`photo-${name}`, name);
    return { seconds: { pictures } };
  },
};

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { verb, ...given } = JSON.parse(line);
    let answer;
    try {
      answer = await verbs[verb](given);
    } catch (error) {
      answer = { error: String(error) };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

main();
