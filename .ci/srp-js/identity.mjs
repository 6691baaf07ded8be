// amazon-cognito-identity-js, the library of browsers, with promises in place
// of its callbacks.
import assert from "node:assert/strict";
import { AuthenticationDetails, CognitoUser, CognitoUserAttribute, CognitoUserPool } from "amazon-cognito-identity-js";
import { newestCode } from "../served.mjs";

const DEADLINE = 20_000;
const STEPS = [
  "onSuccess",
  "onFailure",
  "newPasswordRequired",
  "mfaRequired",
  "totpRequired",
  "selectMFAType",
  "mfaSetup",
  "customChallenge",
  "associateSecretCode",
];

// Storage keeps what the library keeps, and like window.localStorage answers
// null for what it has not.
export class Storage extends Map {
  getItem = (key) => this.get(key) ?? null;
  setItem = (key, value) => this.set(key, String(value));
  removeItem = (key) => this.delete(key);
}

// App is an app client of the served pool, as one browser knows it.
export class App {
  heard = []; // of each answer: its challenge, its exception, or else the operation

  constructor(endpoint, { UserPoolId, ClientId }, storage = new Storage()) {
    this.endpoint = endpoint;
    this.storage = storage;
    this.pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint, Storage: storage });
    const { client } = this.pool;
    const request = client.request.bind(client);
    client.request = (operation, input, callback) =>
      request(operation, input, (err, data) => {
        this.heard.push(err ? err.name : (data.ChallengeName ?? operation));
        callback(err, data);
      });
  }

  user(Username) {
    return new CognitoUser({ Username, Pool: this.pool, Storage: this.storage });
  }

  async signUp(email, password) {
    const attributes = [new CognitoUserAttribute({ Name: "email", Value: email })];
    await called((back) => this.pool.signUp(email, password, attributes, null, back));
    const code = await newestCode(this.endpoint, email, "sign-up code");
    await called((back) => this.user(email).confirmRegistration(code, false, back));
  }

  // signIn begins a sign-in of a new object of the user, and answers it with the
  // step that came.
  async signIn(Username, Password, flow = "USER_SRP_AUTH") {
    this.heard.length = 0;
    const user = this.user(Username);
    user.setAuthenticationFlowType(flow);
    const came = await step((on) => user.authenticateUser(new AuthenticationDetails({ Username, Password }), on));
    return { user, ...came };
  }
}

function inTime(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("the library never called back")), DEADLINE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// called is for the library's functions that call back with an error and data.
export function called(begin) {
  return inTime(new Promise((resolve, reject) => begin((err, data) => (err ? reject(err) : resolve(data)))));
}

// step is for those that call back one of many functions: its name and arguments.
export function step(begin) {
  return inTime(
    new Promise((resolve) => {
      begin(Object.fromEntries(STEPS.map((name) => [name, (...args) => resolve({ step: name, args })])));
    }),
  );
}

// reached is for a step that must be of this name; it answers its arguments.
export function reached(name, came) {
  assert.equal(came.step, name, `${came.step}: ${came.args.map((a) => a?.stack ?? JSON.stringify(a)).join(", ")}`);
  return came.args;
}

// refused is for a step that must be a failure of this exception.
export function refused(exception, message, came) {
  const [err] = reached("onFailure", came);
  assert.equal(err.name, exception, `${err.name}: ${err.message}`);
  assert.match(err.message, message);
}

// signedIn checks that the tokens are the user's, and that the pool takes them.
export async function signedIn(email, { user, ...came }) {
  const [session] = reached("onSuccess", came);
  assert.equal(session.getIdToken().payload.email, email);
  assert.ok(session.getRefreshToken().getToken());
  const attributes = await called((back) => user.getUserAttributes(back));
  assert.equal(attributes.find((a) => a.getName() === "email")?.getValue(), email);
}
