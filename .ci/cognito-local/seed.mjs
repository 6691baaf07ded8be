// Writes the data folder that cognito-local starts from: one pool and one client
// with a secret. Ids have the service's form, which the pools that cognito-local
// makes by itself have not. Usage: node seed.mjs FOLDER POOL-ID CLIENT-ID SECRET
import { mkdirSync, writeFileSync } from "node:fs";

const [folder, poolId, clientId, secret] = process.argv.slice(2);
const now = new Date().toISOString();
const write = (path, value) => writeFileSync(`${folder}/.cognito/${path}`, JSON.stringify(value));

mkdirSync(`${folder}/.cognito/db`, { recursive: true });
write("config.json", { UserPoolDefaults: { UsernameAttributes: [] } });
write("db/clients.json", {
  Clients: {
    [clientId]: {
      ClientId: clientId,
      ClientName: "conformance",
      ClientSecret: secret,
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      UserPoolId: poolId,
      TokenValidityUnits: { AccessToken: "hours", IdToken: "hours", RefreshToken: "days" },
      CreationDate: now,
      LastModifiedDate: now,
    },
  },
});
write(`db/${poolId}.json`, {
  Users: {},
  Groups: {},
  Options: {
    Id: poolId,
    Name: "conformance",
    Arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${poolId}`,
    AutoVerifiedAttributes: ["email"],
    MfaConfiguration: "OFF",
    UsernameAttributes: [],
    SchemaAttributes: ["email", "email_verified", "name", "nickname"].map((Name) => ({ Name, AttributeDataType: "String", Mutable: true })),
    Policies: {
      PasswordPolicy: {
        MinimumLength: 8,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        RequireUppercase: true,
      },
    },
    CreationDate: now,
    LastModifiedDate: now,
  },
});
