// What the scripts that drive `cognito-tui serve` from outside have in common.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";

const DEADLINE = 10_000;
const NAMES = [
  "AWS_REGION",
  "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER",
  "COGNITO_USER_POOL_ID",
  "COGNITO_CLIENT_ID",
  "COGNITO_CLIENT_SECRET",
  "COGNITO_PUBLIC_CLIENT_ID",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
];

let passed = 0;
let failed = 0;

// check runs fn, prints a line, and answers what fn answered, or undefined
// where it failed.
export async function check(name, fn) {
  try {
    const value = await fn();
    passed++;
    console.log(`ok    ${name}`);
    return value;
  } catch (err) {
    failed++;
    console.log(`FAIL  ${name}: ${err?.stack ?? err}`);
    return undefined;
  }
}

// conclude prints the count and sets the exit code: 0 only where no check
// failed and exactly the expected number of them ran.
export function conclude(expected) {
  const ran = passed + failed;
  if (ran !== expected) console.log(`${ran} checks ran, not ${expected}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || ran !== expected ? 1 : 0;
}

// serve starts the program and answers its process and the settings it printed.
export function serve(program) {
  const child = spawn(program, ["serve", "--addr", "127.0.0.1:0"], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.on("exit", () => child.kill("SIGKILL"));
  return new Promise((resolve, reject) => {
    let out = "";
    const early = (code) => reject(new Error(`serve ended early with ${code}`));
    const timer = setTimeout(() => reject(new Error(`serve printed only: ${out}`)), DEADLINE);
    child.on("error", reject);
    child.on("exit", early);
    child.stdout.on("data", (data) => {
      out += data;
      const settings = parse(out.slice(0, out.lastIndexOf("\n") + 1));
      if (!NAMES.every((n) => settings[n])) return;
      clearTimeout(timer);
      child.off("exit", early);
      resolve({ child, settings, output: () => out });
    });
  });
}

function parse(text) {
  const settings = {};
  for (const line of text.split("\n")) {
    const m = /^([A-Z_]+)=(?:"(.*)"|'(.*)'|(.*))$/.exec(line.trim());
    if (m) settings[m[1]] = m[2] ?? m[3] ?? m[4];
  }
  return settings;
}

// interrupted is the check that Ctrl+C ends the server in order.
export function interrupted(child) {
  return check("Ctrl+C ends the server with exit code 0", async () => {
    const end = new Promise((resolve) => {
      const timer = setTimeout(() => child.kill("SIGKILL"), DEADLINE);
      child.on("exit", (code, signal) => {
        clearTimeout(timer);
        resolve({ code, signal });
      });
    });
    child.kill("SIGINT");
    assert.deepEqual(await end, { code: 0, signal: null });
  });
}

// inbox answers the messages to an address.
export async function inbox(endpoint, to) {
  const res = await fetch(`${endpoint}/_local/messages?to=${encodeURIComponent(to)}`);
  assert.equal(res.status, 200);
  return res.json();
}

// newestCode is the code of the newest message of that kind.
export async function newestCode(endpoint, to, kind) {
  const list = (await inbox(endpoint, to)).filter((m) => m.kind === kind);
  assert.ok(list.length > 0, `no message of kind ${kind}`);
  return list.at(-1).code;
}
