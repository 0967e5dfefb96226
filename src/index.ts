export { type Config, defineConfig } from './config/define-config.ts';
export {
  type Api,
  type Auth,
  apiKey,
  awsSigV4,
  basic,
  bearer,
  DataSource,
  graphql,
  hmac,
  joined,
  jwtBearer,
  login,
  mtls,
  type Op,
  oauth2ClientCredentials,
  oauth2RefreshToken,
  passThrough,
  path,
  soap,
  type TokenStore,
  type Types,
} from './datasources/base/index.ts';
export { createGateway, type Gateway, type GatewayRequest } from './gateway/create-gateway.ts';
export type { Log } from './gateway/log.ts';
export { type GatewayOptions, OptionsError } from './gateway/options.ts';
export { isUpstreamError, UpstreamError } from './resilience/index.ts';
export { ContractError, type GraphContext, type Resolvers } from './schema/index.ts';
export type { SimulatedAnswer, SimulatedRequest, Simulator } from './simulators/simulator.ts';
