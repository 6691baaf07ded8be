// Writes tokens that another library made, some by the key that the JWKS holds
// and some by others, for TestTokensOfAnotherLibrary. Usage: node foreign.mjs >FILE
import { createSecretKey } from "node:crypto";
import * as jose from "jose";

const issuer = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Foreign";
const clientId = "foreign-client";
const kid = "the-key";
const own = await jose.generateKeyPair("RS256", { extractable: true });
const other = await jose.generateKeyPair("RS256");
const curve = await jose.generateKeyPair("ES256");
const publicKey = await jose.exportSPKI(own.publicKey);

function claims(use, extra = {}) {
  return { sub: "someone", token_use: use, ...(use === "id" ? { aud: clientId } : { client_id: clientId }), ...extra };
}
function sign(key, { alg = "RS256", use = "id", exp = "1h", header = {}, ...extra } = {}) {
  return new jose.SignJWT(claims(use, extra))
    .setProtectedHeader({ alg, kid, ...header }).setIssuer(issuer).setIssuedAt().setExpirationTime(exp).sign(key);
}

const good = await sign(own.privateKey);
const [head, , signature] = good.split(".");
const cases = [
  { name: "an ID token by the key", good: true, token: good },
  { name: "an access token by the key", good: true, token: await sign(own.privateKey, { use: "access" }) },
  { name: "another key under the same id", token: await sign(other.privateKey) },
  { name: "another key under its own id", token: await sign(other.privateKey, { header: { kid: "another" } }) },
  { name: "another kind of key", token: await sign(curve.privateKey, { alg: "ES256" }) },
  { name: "PS256 by the key", token: await sign(await jose.importPKCS8(await jose.exportPKCS8(own.privateKey), "PS256"), { alg: "PS256" }) },
  { name: "the public key as shared secret", token: await sign(createSecretKey(Buffer.from(publicKey)), { alg: "HS256" }) },
  { name: "unsigned", token: new jose.UnsecuredJWT(claims("id")).setIssuer(issuer).setIssuedAt().setExpirationTime("1h").encode() },
  { name: "expired", token: await sign(own.privateKey, { exp: "-1m" }) },
  { name: "another issuer", token: await new jose.SignJWT(claims("id"))
    .setProtectedHeader({ alg: "RS256", kid }).setIssuer(issuer + "X").setExpirationTime("1h").sign(own.privateKey) },
  { name: "claims exchanged", token: [head, jose.base64url.encode(JSON.stringify({ ...claims("id"), iss: issuer, exp: 9999999999, sub: "root" })), signature].join(".") },
];
const jwk = { ...(await jose.exportJWK(own.publicKey)), kid, use: "sig", alg: "RS256" };
console.log(JSON.stringify({ issuer, clientId, jwks: { keys: [jwk] }, cases }));
