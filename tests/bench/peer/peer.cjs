// The peer's two sides, each a process of its own: node peer.cjs ROLE ARGUMENT…
//
//   serve FOLDER                        a server over leveldb; prints its address
//   put FOLDER FILE FIRST COUNT         documents of a file of JSON lines into a local database
//   push FOLDER ADDRESS                 everything local to the server, 500 at a time
//   pull FOLDER ADDRESS                 everything of the server into an empty local database
//
// What was measured is printed as JSON; the fields are those of `Cost` in apart.py.
"use strict";

const fs = require("node:fs");
const net = require("node:net");
const path = require("node:path");
const PouchDB = require("pouchdb");

const [role, folder, ...rest] = process.argv.slice(2);
const sockets = new Set();
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...how) {
  sockets.add(this);
  return connect.apply(this, how);
};

function peak() {
  const line = fs.readFileSync("/proc/self/status", "utf8").match(/VmHWM:\s+(\d+)/);
  return Number(line[1]) / 1024;
}

async function measured(work) {
  const wall = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  const count = await work();
  const used = process.cpuUsage(cpu);
  const cost = {
    count,
    wall: Number(process.hrtime.bigint() - wall) / 1e9,
    cpu: (used.user + used.system) / 1e6,
    peak: peak(),
    received: 0,
    sent: 0,
  };
  for (const each of sockets) {
    cost.received += each.bytesRead;
    cost.sent += each.bytesWritten;
  }
  console.log(JSON.stringify(cost));
}

function local() {
  fs.mkdirSync(folder, { recursive: true });
  return new PouchDB(path.join(folder, "local"), { adapter: "leveldb" });
}

async function serve() {
  fs.mkdirSync(folder, { recursive: true });
  process.chdir(folder);
  const app = require("express")();
  const Stored = PouchDB.defaults({ prefix: folder + path.sep, adapter: "leveldb" });
  app.use("/", require("express-pouchdb")(Stored, { mode: "minimumForPouchDB" }));
  const server = app.listen(0, "127.0.0.1", () => {
    console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/ward` }));
  });
}

async function put(file, first, count) {
  const lines = fs.readFileSync(file, "utf8").split("\n");
  const chosen = lines.slice(Number(first), Number(first) + Number(count));
  const db = local();
  while (chosen.length) {
    await db.bulkDocs(chosen.splice(0, 1000).map((each) => JSON.parse(each)));
  }
  await db.close();
  console.log(JSON.stringify({ count: Number(count) }));
}

async function push(address) {
  const db = local();
  await measured(async () => (await db.replicate.to(address, { batch_size: 500 })).docs_written);
  await db.close();
}

async function pull(address) {
  const db = local();
  await measured(async () => (await db.replicate.from(address, { batch_size: 1000 })).docs_written);
  await db.close();
}

({ serve, put, push, pull })[role](...rest).catch((error) => {
  console.error(error);
  process.exit(1);
});
