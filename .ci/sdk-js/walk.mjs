// Walks the served pool with the AWS SDK for JavaScript, as a program that was
// given nothing but the .env that `cognito-tui serve` prints, and verifies the
// tokens with aws-jwt-verify. Usage: node walk.mjs PATH-OF-COGNITO-TUI
import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { JwtInvalidSignatureError } from "aws-jwt-verify/error";
import { check, conclude, inbox, interrupted, newestCode as codeOf, serve } from "../served.mjs";

const { child, settings, output } = await serve(process.argv[2]);
// The SDK reads these by itself: a program on it needs no code for the pool.
Object.assign(process.env, settings, { AWS_EC2_METADATA_DISABLED: "true" });

const endpoint = settings.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER;
const poolId = settings.COGNITO_USER_POOL_ID;
const clientId = settings.COGNITO_CLIENT_ID;
const client = new sdk.CognitoIdentityProviderClient({ maxAttempts: 1 });
const send = (Command, input) => client.send(new sdk[Command + "Command"](input));

const email = `walk-${randomBytes(4).toString("hex")}@example.com`;
const firstPassword = `Aa1!${randomBytes(9).toString("base64url")}`;
const secondPassword = `Bb2?${randomBytes(9).toString("base64url")}`;

function secretHash(username, secret = settings.COGNITO_CLIENT_SECRET) {
  return createHmac("sha256", secret).update(username + clientId).digest("base64");
}
const who = () => ({ ClientId: clientId, Username: email, SecretHash: secretHash(email) });

const messages = () => inbox(endpoint, email);
const newestCode = (kind) => codeOf(endpoint, email, kind);

function signIn(password, hash = secretHash(email)) {
  return send("InitiateAuth", {
    ClientId: clientId,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH: hash },
  });
}

async function refused(promise, name) {
  await assert.rejects(promise, (err) => {
    assert.equal(err.name, name, `${err.name}: ${err.message}`);
    return true;
  });
}

async function signingUp() {
  await check("SignUp", async () => {
    const out = await send("SignUp", {
      ...who(),
      Password: firstPassword,
      UserAttributes: [{ Name: "email", Value: email }],
    });
    assert.equal(out.UserConfirmed, false);
    assert.match(out.UserSub, /^[0-9a-f-]{36}$/);
    assert.equal(out.CodeDeliveryDetails.DeliveryMedium, "EMAIL");
    assert.notEqual(out.CodeDeliveryDetails.Destination, email, "the destination is masked");
  });
  await check("SignUp of a taken name is UsernameExistsException", () =>
    refused(send("SignUp", { ...who(), Password: firstPassword }), "UsernameExistsException"));
  await check("InitiateAuth before confirming is UserNotConfirmedException", () =>
    refused(signIn(firstPassword), "UserNotConfirmedException"));
  await check("ResendConfirmationCode sends a further code", async () => {
    const before = (await messages()).length;
    const out = await send("ResendConfirmationCode", who());
    assert.equal(out.CodeDeliveryDetails.AttributeName, "email");
    assert.equal((await messages()).length, before + 1);
  });
  await check("ConfirmSignUp with a wrong code is CodeMismatchException", async () => {
    const code = await newestCode("sign-up code");
    const wrong = code.replace(/\d$/, (d) => String((Number(d) + 1) % 10));
    await refused(send("ConfirmSignUp", { ...who(), ConfirmationCode: wrong }), "CodeMismatchException");
  });
  await check("ConfirmSignUp with the code from the inbox", async () =>
    send("ConfirmSignUp", { ...who(), ConfirmationCode: await newestCode("sign-up code") }));
}

async function resetting() {
  await check("InitiateAuth with the first password", () => signIn(firstPassword));
  await check("ForgotPassword", async () => {
    const out = await send("ForgotPassword", who());
    assert.equal(out.CodeDeliveryDetails.DeliveryMedium, "EMAIL");
  });
  await check("ConfirmForgotPassword with the code from the inbox", async () =>
    send("ConfirmForgotPassword", {
      ...who(),
      ConfirmationCode: await newestCode("reset code"),
      Password: secondPassword,
    }));
  await check("the old password is refused with NotAuthorizedException", () =>
    refused(signIn(firstPassword), "NotAuthorizedException"));
  await check("a wrong secret hash is refused with NotAuthorizedException", () =>
    refused(signIn(secondPassword, secretHash(email, "x".repeat(51))), "NotAuthorizedException"));
  await check("a missing secret hash is refused with NotAuthorizedException", () =>
    refused(send("ForgotPassword", { ClientId: clientId, Username: email }), "NotAuthorizedException"));
}

async function verifying(tokens) {
  const verifier = CognitoJwtVerifier.create({ userPoolId: poolId, clientId, tokenUse: null });
  await check("the JWKS of the endpoint loads", async () => {
    const res = await fetch(`${endpoint}/${poolId}/.well-known/jwks.json`);
    assert.equal(res.status, 200);
    verifier.cacheJwks(await res.json());
  });
  await check("aws-jwt-verify accepts the id token", async () => {
    const claims = await verifier.verify(tokens.IdToken, { tokenUse: "id" });
    assert.equal(claims.email, email);
    assert.equal(claims.email_verified, true);
    assert.equal(claims.aud, clientId);
  });
  await check("aws-jwt-verify accepts the access token", async () => {
    const claims = await verifier.verify(tokens.AccessToken, { tokenUse: "access" });
    assert.equal(claims.client_id, clientId);
  });
  await check("aws-jwt-verify refuses a tampered token", async () => {
    const [head, body, signature] = tokens.AccessToken.split(".");
    const claims = JSON.parse(Buffer.from(body, "base64url"));
    claims.username = "somebody-else";
    const other = Buffer.from(JSON.stringify(claims)).toString("base64url");
    const tampered = [head, other, signature].join(".");
    await assert.rejects(verifier.verify(tampered, { tokenUse: "access" }), JwtInvalidSignatureError);
  });
  await check("openid-configuration names the issuer of the tokens", async () => {
    const res = await fetch(`${endpoint}/${poolId}/.well-known/openid-configuration`);
    const issuer = `https://cognito-idp.${settings.AWS_REGION}.amazonaws.com/${poolId}`;
    assert.equal((await res.json()).issuer, issuer);
  });
}

async function session(tokens) {
  await check("GetUser", async () => {
    const out = await send("GetUser", { AccessToken: tokens.AccessToken });
    const found = out.UserAttributes.find((a) => a.Name === "email");
    assert.equal(found?.Value, email);
  });
  await check("AdminGetUser, signed with the printed credentials", async () => {
    const out = await send("AdminGetUser", { UserPoolId: poolId, Username: email });
    assert.equal(out.UserStatus, "CONFIRMED");
  });
  await check("GlobalSignOut", () => send("GlobalSignOut", { AccessToken: tokens.AccessToken }));
  await check("GetUser after it is NotAuthorizedException", () =>
    refused(send("GetUser", { AccessToken: tokens.AccessToken }), "NotAuthorizedException"));
}

async function borders() {
  await check("an admin call that isn't signed is refused", async () => {
    const res = await fetch(`${endpoint}/`, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AWSCognitoIdentityProviderService.AdminGetUser",
      },
      body: JSON.stringify({ UserPoolId: poolId, Username: email }),
    });
    assert.equal(res.status, 400);
    assert.doesNotMatch(await res.text(), /UserStatus/);
  });
  await check("/_local/messages refuses a foreign Origin", async () => {
    const res = await fetch(`${endpoint}/_local/messages`, { headers: { origin: "https://example.com" } });
    assert.equal(res.status, 403);
    assert.equal(res.headers.get("access-control-allow-origin"), null);
  });
  await check("a browser's preflight of / is allowed", async () => {
    const res = await fetch(`${endpoint}/`, {
      method: "OPTIONS",
      headers: {
        origin: "https://example.com",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,x-amz-target",
      },
    });
    assert.ok(res.ok, `status ${res.status}`);
    assert.ok(res.headers.get("access-control-allow-origin"));
  });
}

await signingUp();
await resetting();
const result = await check("InitiateAuth with the new password", () => signIn(secondPassword));
const tokens = result?.AuthenticationResult;
if (tokens) {
  await verifying(tokens);
  await session(tokens);
}
await borders();
await check("standard output holds settings and nothing else", () => {
  for (const line of output().split("\n")) assert.match(line, /^(|#.*|[A-Z_]+=.*)$/);
});
await interrupted(child);
conclude(27);
