export { type Config, defineConfig } from './config/define-config.ts';
export {
  type Api,
  type Auth,
  apiKey,
  awsSigV4,
  basic,
  bearer,
  DataSource,
  fileTokenStore,
  graphql,
  hmac,
  joined,
  jwtBearer,
  type KeyedTokenStore,
  login,
  mtls,
  type Op,
  oauth2AuthorizationCode,
  oauth2ClientCredentials,
  oauth2RefreshToken,
  passThrough,
  path,
  rotating,
  soap,
  type TokenStore,
  type Types,
  usernameToken,
} from './datasources/base/index.ts';
export { createGateway, type Gateway, type GatewayRequest } from './gateway/create-gateway.ts';
export type { DriftOptions } from './gateway/drift-options.ts';
export type { Log } from './gateway/log.ts';
export { type GatewayOptions, OptionsError } from './gateway/options.ts';
export { isUpstreamError, UpstreamError } from './resilience/index.ts';
export { ContractError, type GraphContext, type Resolvers } from './schema/index.ts';
export type { SimulatedAnswer, SimulatedRequest, Simulator } from './simulators/simulator.ts';
