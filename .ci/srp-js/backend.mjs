// Sign-ins of cognito-srp-helper with the AWS SDK, through app clients with a
// secret and without.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { AuthenticationHelper } from "amazon-cognito-identity-js";
import { createSecretHash, createSrpSession, signSrpSession, wrapAuthChallenge, wrapInitiateAuth } from "cognito-srp-helper";
import { check, newestCode } from "../served.mjs";
import { HelperApp } from "./helper.mjs";
import { altered, password } from "./passwords.mjs";
import { Authenticator } from "./totp.mjs";

export async function backend(pool) {
  await passwords(pool, "demo-app", 14);
  await passwords(pool, "demo-public", 7);
  await hiding(pool);
  await tampering(pool);
  await otherFlows(pool);
  await emailCode(pool);
  await settingUp(pool);
  await rememberedDevice(pool, new Authenticator(pool.secrets.tara));
}

// refused is for a call that must fail with this exception.
const refused = (name, message, promise) =>
  assert.rejects(promise, (err) => {
    assert.equal(err.name, name, `${err.name}: ${err.message}`);
    assert.match(err.message, message);
    return true;
  });

// signedIn checks the tokens, and answers the result.
async function signedIn(pool, email, came) {
  const result = came.AuthenticationResult;
  assert.ok(result, `no tokens but ${came.ChallengeName}`);
  const { UserAttributes } = await pool.send("GetUser", { AccessToken: result.AccessToken });
  assert.equal(UserAttributes.find((a) => a.Name === "email")?.Value, email);
  assert.ok(result.IdToken && result.RefreshToken);
  return result;
}

async function signUp(pool, client, Username, Password) {
  const { ClientId, ClientSecret } = client;
  const who = { ClientId, Username };
  if (ClientSecret) who.SecretHash = createSecretHash(Username, ClientId, ClientSecret);
  await pool.send("SignUp", { ...who, Password, UserAttributes: [{ Name: "email", Value: Username }] });
  const ConfirmationCode = await newestCode(pool.endpoint, Username, "sign-up code");
  await pool.send("ConfirmSignUp", { ...who, ConfirmationCode });
}

async function passwords(pool, name, count) {
  const app = new HelperApp(pool.send, pool.clients[name]);
  for (let i = 0; i < count; i++) {
    const [email, right] = [`helper-${randomBytes(4).toString("hex")}@example.com`, password(i)];
    const [wrong, hashed] = [altered(right), i % 2 === 1];
    const what = `${name}, password ${i + 1}, ${Buffer.byteLength(right)} bytes${hashed ? ", hashed before" : ""}`;
    await check(`${what}: signs in after sign-up`, async () => {
      await signUp(pool, pool.clients[name], email, right);
      await signedIn(pool, email, await app.signIn(email, right, { hashed }));
    });
    await check(`${what}: another one is refused`, () =>
      refused("NotAuthorizedException", /^Incorrect username/, app.signIn(email, wrong[i % wrong.length], { hashed })));
  }
}

async function hiding(pool) {
  const client = pool.clients["demo-app"];
  await check("an unknown user is refused like a wrong password where users are hidden", () =>
    refused("NotAuthorizedException", /^Incorrect username or password\.$/,
      new HelperApp(pool.send, client).signIn("nobody@example.com", pool.demoPassword)));
  await check("a wrong secret hash is refused before the password", () =>
    refused("NotAuthorizedException", /secret hash/i,
      new HelperApp(pool.send, { ...client, ClientSecret: "x".repeat(51) }).signIn("ann@example.com", pool.demoPassword)));
}

// tampering changes one part of a right proof at a time.
async function tampering(pool) {
  const { ClientId, UserPoolId } = pool.clients["demo-public"];
  const email = "ann@example.com";
  const begin = async (alter = {}) => {
    const made = createSrpSession(email, pool.demoPassword, UserPoolId, false);
    const session = { ...made, ...alter };
    const request = { ClientId, AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME: email } };
    const asked = await pool.send("InitiateAuth", wrapInitiateAuth(session, request));
    const responses = { USERNAME: asked.ChallengeParameters.USER_ID_FOR_SRP };
    return wrapAuthChallenge(signSrpSession(session, asked), {
      ClientId,
      ChallengeName: "PASSWORD_VERIFIER",
      Session: asked.Session,
      ChallengeResponses: responses,
    });
  };
  const respond = (request) => pool.send("RespondToAuthChallenge", request);
  const changed = (request, name, value) => {
    request.ChallengeResponses[name] = value;
    return respond(request);
  };
  await check("the proof that is then changed is right", async () => signedIn(pool, email, await respond(await begin())));
  await check("a proof is taken without the Session", async () => {
    const { Session, ...request } = await begin();
    await signedIn(pool, email, await respond(request));
  });
  await check("a right proof of another time is refused", async () => {
    const request = await begin({ timestamp: "Sun May 4 07:09:05 UTC 2025" });
    await refused("NotAuthorizedException", /./, respond(request));
  });
  await check("a proof with another time is refused", async () => {
    const { ChallengeResponses } = await begin();
    const time = ChallengeResponses.TIMESTAMP.replace(/:\d\d /, (s) => (s === ":30 " ? ":31 " : ":30 "));
    await refused("NotAuthorizedException", /./, changed(await begin(), "TIMESTAMP", time));
  });
  await check("a proof with the secret block of another sign-in is refused", async () => {
    const { ChallengeResponses } = await begin();
    const block = ChallengeResponses.PASSWORD_CLAIM_SECRET_BLOCK;
    await refused("NotAuthorizedException", /./, changed(await begin(), "PASSWORD_CLAIM_SECRET_BLOCK", block));
  });
  await check("a proof of another sign-in is refused", async () => {
    const { ChallengeResponses } = await begin();
    await refused("NotAuthorizedException", /./, respond({ ...(await begin()), ChallengeResponses }));
  });
  await check("a proof that was used is refused", async () => {
    const request = await begin();
    await signedIn(pool, email, await respond(request));
    await refused("NotAuthorizedException", /./, respond(request));
  });
  await check("a public value of zero is refused", async () => {
    const { N } = new AuthenticationHelper("any");
    for (const SRP_A of ["0", N.toString(16), N.add(N).toString(16)]) {
      const AuthParameters = { USERNAME: email, SRP_A };
      await assert.rejects(pool.send("InitiateAuth", { ClientId, AuthFlow: "USER_SRP_AUTH", AuthParameters }), (err) => {
        assert.match(err.name, /^(InvalidParameterException|NotAuthorizedException)$/);
        return true;
      });
    }
  });
}

// otherFlows proves passwords inside the flows that SRP is a part of.
async function otherFlows(pool) {
  const app = new HelperApp(pool.send, pool.clients["demo-app"]);
  const ann = "ann@example.com";
  await check("USER_AUTH with PASSWORD_SRP preferred", async () => {
    const more = { PREFERRED_CHALLENGE: "PASSWORD_SRP" };
    await signedIn(pool, ann, await app.signIn(ann, pool.demoPassword, { AuthFlow: "USER_AUTH", more }));
    await refused("NotAuthorizedException", /^Incorrect/,
      app.signIn(ann, pool.demoPassword + "x", { AuthFlow: "USER_AUTH", more }));
  });
  await check("USER_AUTH with PASSWORD_SRP chosen", async () => {
    const { ClientId, ClientSecret, UserPoolId } = pool.clients["demo-app"];
    const AuthParameters = { USERNAME: ann, SECRET_HASH: createSecretHash(ann, ClientId, ClientSecret) };
    const came = await pool.send("InitiateAuth", { ClientId, AuthFlow: "USER_AUTH", AuthParameters });
    assert.equal(came.ChallengeName, "SELECT_CHALLENGE");
    assert.ok(came.AvailableChallenges.includes("PASSWORD_SRP"), came.AvailableChallenges.join());
    const session = createSrpSession(ann, pool.demoPassword, UserPoolId, false);
    const asked = await app.respond(ann, came, { ANSWER: "PASSWORD_SRP", SRP_A: session.largeA });
    const signed = signSrpSession(session, asked);
    await signedIn(pool, ann, await app.respond(ann, asked, {}, { signed }));
  });
  await check("CUSTOM_AUTH that begins with SRP asks its questions after the password", async () => {
    const cal = "cal@example.com";
    let came = await app.signIn(cal, pool.demoPassword, { AuthFlow: "CUSTOM_AUTH" });
    for (const ANSWER of ["Carter", "4567"]) {
      assert.equal(came.ChallengeName, "CUSTOM_CHALLENGE");
      came = await app.respond(cal, came, { ANSWER });
    }
    await signedIn(pool, cal, came);
    await refused("NotAuthorizedException", /^Incorrect/,
      app.signIn(cal, pool.demoPassword + "x", { AuthFlow: "CUSTOM_AUTH" }));
  });
}

async function emailCode(pool) {
  const app = new HelperApp(pool.send, pool.clients["demo-app"]);
  const email = "mia@example.com";
  await check("mia is asked for the code of an email", async () => {
    const came = await app.signIn(email, pool.demoPassword);
    assert.equal(came.ChallengeName, "EMAIL_OTP");
    const EMAIL_OTP_CODE = await newestCode(pool.endpoint, email, "sign-in code");
    await signedIn(pool, email, await app.respond(came.user, came, { EMAIL_OTP_CODE }));
  });
}

// settingUp adds the authenticator that the pool demands, within the sign-in.
async function settingUp(pool) {
  const app = new HelperApp(pool.send, pool.clients["mfa-app"]);
  const email = "ida@example.com";
  const authenticator = await check("ida must set up a second factor, and does", async () => {
    const came = await app.signIn(email, pool.demoPassword);
    assert.equal(came.ChallengeName, "MFA_SETUP");
    assert.ok(JSON.parse(came.ChallengeParameters.MFAS_CAN_SETUP).includes("SOFTWARE_TOKEN_MFA"));
    const { SecretCode, Session } = await pool.send("AssociateSoftwareToken", { Session: came.Session });
    const made = new Authenticator(SecretCode);
    const verified = await pool.send("VerifySoftwareToken", { Session, UserCode: await made.code() });
    assert.equal(verified.Status, "SUCCESS");
    const asked = { ChallengeName: "MFA_SETUP", Session: verified.Session };
    await signedIn(pool, email, await app.respond(came.user, asked, {}));
    return made;
  });
  await check("ida is asked for its code from then on", async () => {
    const came = await app.signIn(email, pool.demoPassword);
    assert.equal(came.ChallengeName, "SOFTWARE_TOKEN_MFA");
    const SOFTWARE_TOKEN_MFA_CODE = await authenticator.code();
    await signedIn(pool, email, await app.respond(came.user, came, { SOFTWARE_TOKEN_MFA_CODE }));
  });
}

async function rememberedDevice(pool, authenticator) {
  const app = new HelperApp(pool.send, pool.clients["mfa-app"]);
  const email = "tara@example.com";
  const signIn = (device) => app.signIn(email, pool.demoPassword, { device });
  const device = await check("with a secret, a device is confirmed after the code", async () => {
    const came = await signIn();
    assert.equal(came.ChallengeName, "SOFTWARE_TOKEN_MFA");
    const SOFTWARE_TOKEN_MFA_CODE = await authenticator.code();
    const result = await signedIn(pool, email, await app.respond(came.user, came, { SOFTWARE_TOKEN_MFA_CODE }));
    const { device, ask } = await app.confirmDevice(result);
    assert.equal(ask, false, "the pool remembers devices always");
    return device;
  });
  await check("with a secret, the device stands for the code", async () => {
    const came = await signIn(device);
    assert.equal(came.proved, "DEVICE_SRP_AUTH");
    await signedIn(pool, email, came);
  });
  await check("with a secret, a wrong device password is refused", () =>
    refused("NotAuthorizedException", /./, signIn({ ...device, password: device.password.replace(/^./, (c) => (c === "A" ? "B" : "A")) })));
  await check("with a secret, the right one is taken after that", async () =>
    signedIn(pool, email, await signIn(device)));
}
