// Sign-ins of amazon-cognito-identity-js, through app clients without a secret.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { check, newestCode } from "../served.mjs";
import { App, called, reached, refused, signedIn, step } from "./identity.mjs";
import { altered, password } from "./passwords.mjs";
import { Authenticator } from "./totp.mjs";

export async function browser(pool) {
  const { demoPassword, secrets } = pool;
  const app = (name) => new App(pool.endpoint, pool.clients[name]);
  const open = app("demo-public");
  await passwords(open, 40);
  await names(app, demoPassword);
  await states(open, demoPassword);
  await newPassword(open, demoPassword);
  await enrolling(open);
  await totp(open, demoPassword, new Authenticator(secrets.tom));
  await sms(open, pool);
  await choosing(open, pool, new Authenticator(secrets.max));
}

const fresh = (name) => `${name}-${randomBytes(4).toString("hex")}@example.com`;

// passwords signs users up, and in by a name in other letters: what is hashed is
// the pool's own.
async function passwords(app, count) {
  for (let i = 0; i < count; i++) {
    const [email, right, wrong] = [fresh("srp"), password(i), []];
    wrong.push(...altered(right));
    const size = `${[...right].length} characters in ${Buffer.byteLength(right)} bytes`;
    await check(`password ${i + 1}, ${size}: signs in after sign-up`, async () => {
      await app.signUp(email, right);
      await signedIn(email, await app.signIn(email.toUpperCase(), right));
      assert.deepEqual(app.heard.slice(0, 2), ["PASSWORD_VERIFIER", "RespondToAuthChallenge"]);
    });
    await check(`password ${i + 1}: another one is refused`, async () => {
      const came = await app.signIn(email, wrong[i % wrong.length]);
      refused("NotAuthorizedException", /^Incorrect username or password\.$/, came);
      assert.deepEqual(app.heard, ["PASSWORD_VERIFIER", "NotAuthorizedException"]);
    });
  }
}

// names signs in by names that are not the pool's own.
async function names(app, demoPassword) {
  await check("a sign-in by an alias hashes the user name", async () => {
    const came = await app("alias-app").signIn("shared@example.com", demoPassword);
    assert.equal(came.user.getUsername(), "olga");
    await signedIn("shared@example.com", came);
  });
  await check("a sign-in by the email hashes the user name, a UUID", async () => {
    const came = await app("email-app").signIn("eve@example.com", demoPassword);
    assert.match(came.user.getUsername(), /^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    await signedIn("eve@example.com", came);
  });
  await check("a client that allows SRP alone takes no plain password", async () => {
    const only = app("demo-srp-only");
    const came = await only.signIn("ann@example.com", demoPassword, "USER_PASSWORD_AUTH");
    refused("InvalidParameterException", /USER_PASSWORD_AUTH/, came);
    await signedIn("ann@example.com", await only.signIn("ann@example.com", demoPassword));
  });
}

// states signs in as users who can't.
async function states(app, demoPassword) {
  for (const [name, exception, message] of [
    ["una", "UserNotConfirmedException", /not confirmed/],
    ["rita", "PasswordResetRequiredException", /reset/],
    ["dan", "NotAuthorizedException", /disabled/],
    ["ted", "NotAuthorizedException", /expired/],
    ["nobody", "UserNotFoundException", /does not exist/],
  ]) {
    await check(`${name} is refused with ${exception}`, async () =>
      refused(exception, message, await app.signIn(`${name}@example.com`, demoPassword)));
  }
}

async function newPassword(app, demoPassword) {
  const email = "fay@example.com";
  const chosen = password(6);
  await check("fay must choose a new password, and does", async () => {
    const { user, ...came } = await app.signIn(email, demoPassword);
    const [attributes, required] = reached("newPasswordRequired", came);
    assert.equal(attributes.email, email);
    assert.deepEqual(required, []);
    await signedIn(email, { user, ...(await step((on) => user.completeNewPasswordChallenge(chosen, {}, on))) });
  });
  await check("fay signs in with it", async () => signedIn(email, await app.signIn(email, chosen)));
  await check("fay's first password is refused", async () =>
    refused("NotAuthorizedException", /Incorrect/, await app.signIn(email, demoPassword)));
}

const answer = (user, code, mfa) => step((on) => user.sendMFACode(code, on, mfa));

// byCode is a sign-in that asks for a code: a wrong one first, on the same session.
async function byCode(email, { user, ...came }, asked, authenticator) {
  const [name, parameters] = reached("totpRequired", came);
  assert.equal(name, "SOFTWARE_TOKEN_MFA");
  if (asked) assert.equal(parameters.FRIENDLY_DEVICE_NAME, asked);
  refused("CodeMismatchException", /./, await answer(user, authenticator.wrong(), name));
  await signedIn(email, { user, ...(await answer(user, await authenticator.code(), name)) });
}

async function enrolling(app) {
  const [email, secret] = [fresh("totp"), password(3)];
  const authenticator = await check("a new user adds an authenticator", async () => {
    await app.signUp(email, secret);
    const { user, ...came } = await app.signIn(email, secret);
    reached("onSuccess", came);
    const [base32] = reached("associateSecretCode", await step((on) => user.associateSoftwareToken(on)));
    const made = new Authenticator(base32);
    refused("EnableSoftwareTokenMFAException", /./, await step((on) => user.verifySoftwareToken(made.wrong(), "phone", on)));
    const code = await made.code();
    reached("onSuccess", await step((on) => user.verifySoftwareToken(code, "phone", on)));
    const settings = { Enabled: true, PreferredMfa: true };
    assert.equal(await called((back) => user.setUserMfaPreference(null, settings, back)), "SUCCESS");
    return made;
  });
  await check("and is asked for its code from then on", async () =>
    byCode(email, await app.signIn(email, secret), "phone", authenticator));
}

async function totp(app, demoPassword, authenticator) {
  const email = "tom@example.com";
  await check("tom is asked for the code of his authenticator", async () =>
    byCode(email, await app.signIn(email, demoPassword), "", authenticator));
  await check("tom is not asked for it where the password is wrong", async () =>
    refused("NotAuthorizedException", /Incorrect/, await app.signIn(email, demoPassword + "x")));
}

async function bySMS(pool, email, user, [name, parameters]) {
  assert.equal(name, "SMS_MFA");
  assert.equal(parameters.CODE_DELIVERY_DELIVERY_MEDIUM, "SMS");
  const code = await newestCode(pool.endpoint, await pool.phoneOf(email), "sign-in code");
  const wrong = code.replace(/\d$/, (d) => (Number(d) + 1) % 10);
  refused("CodeMismatchException", /./, await answer(user, wrong, name));
  await signedIn(email, { user, ...(await answer(user, code, name)) });
}

async function sms(app, pool) {
  const email = "sam@example.com";
  await check("sam is asked for the code of a text message", async () => {
    const { user, ...came } = await app.signIn(email, pool.demoPassword);
    await bySMS(pool, email, user, reached("mfaRequired", came));
  });
}

async function choosing(app, pool, authenticator) {
  const email = "max@example.com";
  const begun = async () => {
    const { user, ...came } = await app.signIn(email, pool.demoPassword);
    const [name, parameters] = reached("selectMFAType", came);
    assert.equal(name, "SELECT_MFA_TYPE");
    assert.deepEqual(JSON.parse(parameters.MFAS_CAN_CHOOSE).sort(), ["SMS_MFA", "SOFTWARE_TOKEN_MFA"]);
    return user;
  };
  const choose = (user, name) => step((on) => user.sendMFASelectionAnswer(name, on));
  await check("max chooses his authenticator", async () => {
    const user = await begun();
    await byCode(email, { user, ...(await choose(user, "SOFTWARE_TOKEN_MFA")) }, "", authenticator);
  });
  await check("max chooses a text message", async () => {
    const user = await begun();
    await bySMS(pool, email, user, reached("mfaRequired", await choose(user, "SMS_MFA")));
  });
  await check("max can't choose what he has not", async () =>
    refused("InvalidParameterException", /./, await choose(await begun(), "EMAIL_OTP")));
}
