// Signs in to the served pool with amazon-cognito-identity-js and with
// cognito-srp-helper. Usage: node walk.mjs PATH-OF-COGNITO-TUI
import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { conclude, interrupted, serve } from "../served.mjs";
import { backend } from "./backend.mjs";
import { browser } from "./browser.mjs";
import { devices } from "./devices.mjs";

const { child, settings } = await serve(process.argv[2]);
Object.assign(process.env, settings, { AWS_EC2_METADATA_DISABLED: "true" });
const client = new sdk.CognitoIdentityProviderClient({ maxAttempts: 1 });
const send = (Command, input) => client.send(new sdk[Command + "Command"](input));

// clientsByName reads every app client of every pool, with its secret.
async function clientsByName() {
  const found = {};
  for (const { Id: UserPoolId } of (await send("ListUserPools", { MaxResults: 60 })).UserPools) {
    for (const { ClientId } of (await send("ListUserPoolClients", { UserPoolId, MaxResults: 60 })).UserPoolClients) {
      const { UserPoolClient } = await send("DescribeUserPoolClient", { UserPoolId, ClientId });
      found[UserPoolClient.ClientName] = UserPoolClient;
    }
  }
  return found;
}

async function phoneOf(Username) {
  const { UserAttributes } = await send("AdminGetUser", { UserPoolId: settings.COGNITO_USER_POOL_ID, Username });
  return UserAttributes.find((a) => a.Name === "phone_number").Value;
}

const pool = {
  endpoint: settings.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER,
  send,
  clients: await clientsByName(),
  demoPassword: "Passw0rd!",
  phoneOf,
  // The demo users' authenticators; no call tells what they hold.
  secrets: {
    tom: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    max: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    tara: "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK",
    dora: "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU",
  },
};
await browser(pool);
await devices(pool);
await backend(pool);
await interrupted(child);
conclude(191);
