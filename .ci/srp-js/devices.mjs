// Remembered devices of amazon-cognito-identity-js. The library confirms a new
// device by itself, keeps it in its storage, and presents it from then on.
import assert from "node:assert/strict";
import { check } from "../served.mjs";
import { App, reached, refused, signedIn, step, Storage } from "./identity.mjs";
import { Authenticator } from "./totp.mjs";

const PROOF = ["PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER", "RespondToAuthChallenge"];

export async function devices(pool) {
  await plain(pool, "del@example.com", 8);
  await withMFA(pool, "dora@example.com", new Authenticator(pool.secrets.dora));
}

// Browser is one storage, in which a user signs in.
class Browser {
  constructor(pool, email, storage = new Storage()) {
    this.app = new App(pool.endpoint, pool.clients["device-app"], storage);
    [this.pool, this.email, this.storage] = [pool, email, storage];
  }

  async signIn() {
    const came = await this.app.signIn(this.email, this.pool.demoPassword);
    this.heard = [...this.app.heard];
    return came;
  }

  kept(name) {
    const [key] = [...this.storage.keys()].filter((k) => k.endsWith(`.${name}`));
    return key && { key, value: this.storage.getItem(key) };
  }

  // copy is another object of the library with what this browser keeps now.
  copy() {
    return new Browser(this.pool, this.email, new Storage(this.storage));
  }
}

// registered checks a sign-in that brought a new device; in DevicePool the user
// is to be asked.
function registered(browser, came) {
  const [, ask] = reached("onSuccess", came);
  assert.equal(ask, true, "the user is to be asked");
  assert.equal(browser.app.heard.at(-1), "ConfirmDevice");
  assert.match(browser.kept("deviceKey").value, /^us-east-1_[0-9a-f-]{36}$/);
  assert.ok(browser.kept("deviceGroupKey").value);
  assert.ok(browser.kept("randomPasswordKey").value);
}

const remember = async (user) =>
  assert.deepEqual(reached("onSuccess", await step((on) => user.setDeviceStatusRemembered(on))), ["SUCCESS"]);

// proved checks a sign-in that the device took part in.
async function proved(browser) {
  const came = await browser.signIn();
  reached("onSuccess", came);
  assert.deepEqual(browser.heard, PROOF);
  await signedIn(browser.email, came);
  return came.user;
}

async function plain(pool, email, count) {
  const browsers = [];
  for (let i = 1; i <= count; i++) {
    const browser = new Browser(pool, email);
    await check(`device ${i}: confirmed at the first sign-in, then remembered`, async () => {
      const came = await browser.signIn();
      registered(browser, came);
      await remember(came.user);
      browsers.push(browser);
    });
    await check(`device ${i}: proved at the next`, () => proved(browser));
  }
  const [first, second, third] = browsers;
  await listed(browsers);
  await corrupted(second);
  await refreshed(first);
  await forgotten(third);
}

async function listed(browsers) {
  await check("every device is listed", async () => {
    const keys = browsers.map((b) => b.kept("deviceKey").value);
    const { user } = await browsers[0].signIn();
    const [list] = reached("onSuccess", await step((on) => user.listDevices(60, null, on)));
    assert.deepEqual(list.Devices.map((d) => d.DeviceKey).sort(), keys.toSorted());
    const [{ Device }] = reached("onSuccess", await step((on) => user.getDevice(on)));
    assert.equal(Device.DeviceKey, keys[0]);
  });
}

// corrupted presents a device with another password than it was confirmed with.
async function corrupted(browser) {
  for (const [what, spoil] of [
    ["one character changed", (s) => (s[0] === "A" ? "B" : "A") + s.slice(1)],
    ["of another device", () => Buffer.alloc(40, 7).toString("base64")],
    ["with a blank after it", (s) => s + " "],
  ]) {
    await check(`a device password ${what} is refused`, async () => {
      const spoiled = browser.copy();
      const { key, value } = spoiled.kept("randomPasswordKey");
      spoiled.storage.setItem(key, spoil(value));
      refused("NotAuthorizedException", /./, await spoiled.signIn());
      assert.deepEqual(spoiled.heard, [...PROOF.slice(0, 3), "NotAuthorizedException"]);
    });
  }
  await check("a device group key of another device is refused", async () => {
    const spoiled = browser.copy();
    const { key } = spoiled.kept("deviceGroupKey");
    spoiled.storage.setItem(key, "-otherkey");
    refused("NotAuthorizedException", /./, await spoiled.signIn());
  });
  await check("the right one is taken after that", () => proved(browser));
}

async function refreshed(browser) {
  const refresh = (user, token) => step(({ onSuccess, onFailure }) =>
    user.refreshSession(token, (err, session) => (err ? onFailure(err) : onSuccess(session))));
  await check("a refresh that presents the device is granted", async () => {
    const user = await proved(browser);
    const token = user.getSignInUserSession().getRefreshToken();
    reached("onSuccess", await refresh(user, token));
    await signedIn(browser.email, { user, step: "onSuccess", args: [user.getSignInUserSession()] });
  });
}

// forgotten presents a device that the pool no longer has: the library goes on
// without it, with the same session, and registers a new one.
async function forgotten(browser) {
  await check("a forgotten device is dropped, and the sign-in goes on", async () => {
    const stale = browser.copy();
    const user = await proved(browser);
    const key = browser.kept("deviceKey").value;
    assert.deepEqual(reached("onSuccess", await step((on) => user.forgetDevice(on))), ["SUCCESS"]);
    assert.equal(browser.kept("deviceKey"), undefined);
    const came = await stale.signIn();
    registered(stale, came);
    assert.deepEqual(stale.heard, [
      "PASSWORD_VERIFIER",
      "ResourceNotFoundException",
      "RespondToAuthChallenge",
      "ConfirmDevice",
    ]);
    assert.notEqual(stale.kept("deviceKey").value, key);
  });
}

// withMFA signs in a user whose remembered device stands for the second factor.
async function withMFA(pool, email, authenticator) {
  const byCode = async ({ user, ...came }) => {
    const [name] = reached("totpRequired", came);
    const code = await authenticator.code();
    return { user, ...(await step((on) => user.sendMFACode(code, on, name))) };
  };
  const browser = new Browser(pool, email);
  await check("with MFA, a device is confirmed after the code", async () => {
    const came = await byCode(await browser.signIn());
    registered(browser, came);
    await remember(came.user);
  });
  await check("with MFA, a remembered device stands for the code", () => proved(browser));
  await check("with MFA, a wrong device password is refused", async () => {
    const spoiled = browser.copy();
    spoiled.storage.setItem(spoiled.kept("randomPasswordKey").key, "AAAA");
    refused("NotAuthorizedException", /./, await spoiled.signIn());
  });
  await check("with MFA, another browser is asked for the code", async () => {
    const other = new Browser(pool, email);
    registered(other, await byCode(await other.signIn()));
  });
  await check("with MFA, a device that is not remembered is asked for the code", async () => {
    const user = await proved(browser);
    assert.deepEqual(reached("onSuccess", await step((on) => user.setDeviceStatusNotRemembered(on))), ["SUCCESS"]);
    reached("totpRequired", await browser.signIn());
  });
}
