// cognito-srp-helper with the AWS SDK, in the order of calls that its README gives.
import {
  createDeviceVerifier,
  createPasswordHash,
  createSecretHash,
  createSrpSession,
  signSrpSession,
  signSrpSessionWithDevice,
  wrapAuthChallenge,
  wrapInitiateAuth,
} from "cognito-srp-helper";

// HelperApp is an app client of the served pool, with a secret or without.
export class HelperApp {
  #send;
  #poolId;
  #clientId;
  #secret;

  constructor(send, { UserPoolId, ClientId, ClientSecret }) {
    [this.#send, this.#poolId, this.#clientId, this.#secret] = [send, UserPoolId, ClientId, ClientSecret];
  }

  // parameters adds to a user's name the client's SECRET_HASH, and DEVICE_KEY.
  #parameters(USERNAME, device, more) {
    const parameters = { USERNAME, ...more };
    if (this.#secret) parameters.SECRET_HASH = createSecretHash(USERNAME, this.#clientId, this.#secret);
    if (device) parameters.DEVICE_KEY = device.key;
    return parameters;
  }

  // respond answers a challenge; user is the pool's own name of the user.
  respond(user, asked, responses, { device, signed, ChallengeName = asked.ChallengeName } = {}) {
    const request = {
      ClientId: this.#clientId,
      ChallengeName,
      Session: asked.Session,
      ChallengeResponses: this.#parameters(user, device, responses),
    };
    return this.#send("RespondToAuthChallenge", signed ? wrapAuthChallenge(signed, request) : request);
  }

  // signIn proves the password, and the device where one is given, and answers
  // what came then, with the pool's name of the user. hashed gives the library a
  // hash of the password instead.
  async signIn(username, password, { hashed = false, device, AuthFlow = "USER_SRP_AUTH", more } = {}) {
    const known = hashed ? createPasswordHash(username, password, this.#poolId) : password;
    const session = createSrpSession(username, known, this.#poolId, hashed);
    const asked = await this.#send(
      "InitiateAuth",
      wrapInitiateAuth(session, {
        ClientId: this.#clientId,
        AuthFlow,
        AuthParameters: this.#parameters(username, device, { CHALLENGE_NAME: "SRP_A", ...more }),
      }),
    );
    const signed = signSrpSession(session, asked);
    const user = asked.ChallengeParameters.USER_ID_FOR_SRP;
    const came = await this.respond(user, asked, {}, { device, signed });
    if (came.ChallengeName !== "DEVICE_SRP_AUTH" || !device) return { user, ...came };
    return { user, proved: came.ChallengeName, ...(await this.#proveDevice(session, signed, user, came, device)) };
  }

  async #proveDevice(session, signed, user, came, device) {
    const asked = await this.respond(user, came, {}, { device, signed });
    const proof = signSrpSessionWithDevice(session, asked, device.group, device.password);
    return this.respond(user, asked, {}, { device, signed: proof });
  }

  // confirmDevice registers the device that a sign-in told of, and answers it
  // with whether the user is to be asked.
  async confirmDevice({ AccessToken, NewDeviceMetadata }) {
    const { DeviceGroupKey, DeviceKey } = NewDeviceMetadata;
    const { DeviceSecretVerifierConfig, DeviceRandomPassword } = createDeviceVerifier(DeviceKey, DeviceGroupKey);
    const out = await this.#send("ConfirmDevice", {
      AccessToken,
      DeviceKey,
      DeviceName: "cognito-srp-helper",
      DeviceSecretVerifierConfig,
    });
    return {
      ask: out.UserConfirmationNecessary,
      device: { key: DeviceKey, group: DeviceGroupKey, password: DeviceRandomPassword },
    };
  }
}
