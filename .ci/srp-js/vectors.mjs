// Writes signatures that the two libraries compute from values drawn here, and
// verifiers of devices, for TestVectorsOfPeers of package srp, which computes
// each again. Usage: node vectors.mjs FILE SIGNATURES VERIFIERS
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { mock } from "node:test";
import { AuthenticationDetails, AuthenticationHelper, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";
import { createDeviceVerifier, createSrpSession, signSrpSession, signSrpSessionWithDevice } from "cognito-srp-helper";
import { hex, password, text } from "./passwords.mjs";

const [file, signatures, verifiers] = process.argv.slice(2);
const { N, g } = new AuthenticationHelper("any");
const BigInteger = N.constructor;

// inputs draws what both sides of a proof know. group and user are a pool's
// name and a user of it, or a device's group key and key.
function inputs(i) {
  const device = i % 2 === 1;
  return {
    group: device ? "-" + randomBytes(4).toString("hex") : text(randomInt(1, 10), [[0x30, 0x39], [0x41, 0x5a]]),
    user: device ? "us-east-1_" + randomUUID() : randomInt(2) ? randomUUID() : text(randomInt(1, 30)),
    device,
    password: device ? randomBytes(40).toString("base64") : password(i),
    salt: hex(randomInt(1, 17)),
    b: new BigInteger(hex(randomInt(1, 385)), 16).mod(N).toString(16),
    block: randomBytes(randomInt(1, 2000)).toString("base64"),
    smallA: hex(randomInt(1, 49)),
    unix: randomInt(1_600_000_000, 2_000_000_000),
  };
}

const challenge = (v) => ({
  SALT: v.salt,
  SRP_B: v.b,
  SECRET_BLOCK: v.block,
  ...(v.device ? { DEVICE_KEY: v.user } : { USERNAME: v.user, USER_ID_FOR_SRP: v.user }),
});

// power is g^a mod N, in hexadecimal; modPow calls back before it returns.
function power(a) {
  let result;
  g.modPow(new BigInteger(a, 16), N, (err, value) => (result = value));
  return result.toString(16);
}

// ofHelper signs with cognito-srp-helper.
function ofHelper(v) {
  const drawn = createSrpSession(v.user, v.password, "us-east-1_" + v.group, false);
  const session = { ...drawn, smallA: v.smallA, largeA: power(v.smallA) };
  const answer = { ChallengeParameters: challenge(v) };
  const signed = v.device
    ? signSrpSessionWithDevice(session, answer, v.group, v.password)
    : signSrpSession(session, answer);
  return { A: signed.largeA, timestamp: signed.timestamp, signature: signed.passwordSignature };
}

// ofIdentity signs with amazon-cognito-identity-js, in a whole sign-in whose
// answers come from here.
function ofIdentity(v) {
  AuthenticationHelper.prototype.generateRandomSmallA = () => new BigInteger(v.smallA, 16);
  const Pool = new CognitoUserPool({ UserPoolId: "us-east-1_" + (v.device ? "any" : v.group), ClientId: "any" });
  let sent, proof;
  Pool.client.request = (operation, input, callback) => {
    const responses = input.ChallengeResponses ?? {};
    if (!responses.PASSWORD_CLAIM_SIGNATURE) {
      sent = (input.AuthParameters ?? responses).SRP_A;
      return callback(null, { ChallengeParameters: challenge(v) });
    }
    proof = { A: sent, timestamp: responses.TIMESTAMP, signature: responses.PASSWORD_CLAIM_SIGNATURE };
  };
  const onFailure = (err) => {
    throw err;
  };
  const user = new CognitoUser({ Username: v.user, Pool });
  if (v.device) {
    Object.assign(user, { deviceKey: v.user, deviceGroupKey: v.group, randomPassword: v.password });
    user.getDeviceResponse({ onFailure });
  } else {
    user.authenticateUser(new AuthenticationDetails({ Username: v.user, Password: v.password }), { onFailure });
  }
  return proof;
}

function signature(i) {
  const v = inputs(i);
  mock.timers.enable({ apis: ["Date"], now: v.unix * 1000 });
  try {
    const peer = i % 4 < 2 ? "cognito-srp-helper" : "amazon-cognito-identity-js";
    return { peer, ...v, ...(peer === "cognito-srp-helper" ? ofHelper(v) : ofIdentity(v)) };
  } finally {
    mock.timers.reset();
  }
}

function verifier() {
  const [group, user] = ["-" + randomBytes(4).toString("hex"), "us-east-1_" + randomUUID()];
  const { DeviceRandomPassword, DeviceSecretVerifierConfig } = createDeviceVerifier(user, group);
  const { Salt, PasswordVerifier } = DeviceSecretVerifierConfig;
  return { group, user, password: DeviceRandomPassword, salt: Salt, verifier: PasswordVerifier };
}

const made = {
  signatures: Array.from({ length: Number(signatures) }, (_, i) => signature(i)),
  verifiers: Array.from({ length: Number(verifiers) }, verifier),
};
writeFileSync(file, JSON.stringify(made));
