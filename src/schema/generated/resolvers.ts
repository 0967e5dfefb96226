import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { GraphContext } from '../graph/context.ts';
import type { RecordFor } from './records.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An integer of any size, as text. */
  BigInt: { input: string; output: string; }
  /** A day: 2026-11-22. */
  Date: { input: string; output: string; }
  /** An instant, with its offset: 2026-11-22T10:00:00Z. */
  DateTime: { input: string; output: string; }
  /** A decimal number as text, with the digits the API sent. */
  Decimal: { input: string; output: string; }
  /** A span of time: PT1H30M. */
  Duration: { input: string; output: string; }
  /** A tree of JSON whose shape the API does not promise. */
  JSON: { input: unknown; output: unknown; }
  /** An object of literals. */
  LoadConstants: { input: unknown; output: unknown; }
  /** A path, or an object of paths by key. */
  LoadKeys: { input: unknown; output: unknown; }
  /** A date and time of day where they are, without an offset: 2026-11-22T10:00. */
  LocalDateTime: { input: string; output: string; }
  /** A time of day: 10:00:00. */
  Time: { input: string; output: string; }
  /** A literal as the API spells it. */
  WireLiteral: { input: unknown; output: unknown; }
};

/** A country, as the World Bank describes it. */
export type Country = {
  __typename?: 'Country';
  /** Where it is governed from. */
  capital?: Maybe<Place>;
  /** Two letters: ISO 3166-1 alpha-2. */
  code: Scalars['ID']['output'];
  currencies?: Maybe<Array<Maybe<Currency>>>;
  /** Its flag, as an emoji. */
  flag?: Maybe<Scalars['String']['output']>;
  /** The most recent years of one or more indicators, newest first. */
  indicators?: Maybe<Array<Maybe<Observation>>>;
  name: Scalars['String']['output'];
  region?: Maybe<Scalars['String']['output']>;
};


/** A country, as the World Bank describes it. */
export type CountryIndicatorsArgs = {
  ids: Array<Scalars['ID']['input']>;
  years?: InputMaybe<Scalars['Int']['input']>;
};

/** Money of a country. */
export type Currency = {
  __typename?: 'Currency';
  /** Three letters: ISO 4217. */
  code: Scalars['ID']['output'];
  countryCode: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  /** Its reference rate; null for currencies that the ECB does not follow. */
  rate?: Maybe<Rate>;
  symbol?: Maybe<Scalars['String']['output']>;
};


/** Money of a country. */
export type CurrencyRateArgs = {
  base?: InputMaybe<Scalars['ID']['input']>;
};

/** An earthquake, as the USGS catalogue has it. */
export type Earthquake = {
  __typename?: 'Earthquake';
  depthKm?: Maybe<Scalars['Float']['output']>;
  id: Scalars['ID']['output'];
  latitude: Scalars['Float']['output'];
  longitude: Scalars['Float']['output'];
  /** Null where it was not determined. */
  magnitude?: Maybe<Scalars['Float']['output']>;
  place?: Maybe<Scalars['String']['output']>;
  time: Scalars['DateTime']['output'];
};

/** What a country measured in one year. */
export type Observation = {
  __typename?: 'Observation';
  countryCode: Scalars['ID']['output'];
  /** For instance NY.GDP.MKTP.CD: gross domestic product in current US dollars. */
  indicator: Scalars['ID']['output'];
  name?: Maybe<Scalars['String']['output']>;
  /** Null where it was not measured. */
  value?: Maybe<Scalars['Decimal']['output']>;
  year: Scalars['Int']['output'];
};

/** A place on earth. */
export type Place = {
  __typename?: 'Place';
  earthquakes?: Maybe<Array<Maybe<Earthquake>>>;
  latitude?: Maybe<Scalars['Float']['output']>;
  longitude?: Maybe<Scalars['Float']['output']>;
  name?: Maybe<Scalars['String']['output']>;
  weather?: Maybe<Weather>;
};


/** A place on earth. */
export type PlaceEarthquakesArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  minMagnitude?: InputMaybe<Scalars['Float']['input']>;
  radiusKm?: InputMaybe<Scalars['Float']['input']>;
};


/** A place on earth. */
export type PlaceWeatherArgs = {
  days?: InputMaybe<Scalars['Int']['input']>;
};

export type Query = {
  __typename?: 'Query';
  /** In the order of the codes; null for one that does not exist. */
  countries?: Maybe<Array<Maybe<Country>>>;
  country?: Maybe<Country>;
  /** The last 30 days, newest first. */
  earthquakes?: Maybe<Array<Maybe<Earthquake>>>;
};


export type QueryCountriesArgs = {
  codes: Array<Scalars['ID']['input']>;
};


export type QueryCountryArgs = {
  code: Scalars['ID']['input'];
};


export type QueryEarthquakesArgs = {
  latitude: Scalars['Float']['input'];
  limit?: InputMaybe<Scalars['Int']['input']>;
  longitude: Scalars['Float']['input'];
  minMagnitude?: InputMaybe<Scalars['Float']['input']>;
  radiusKm?: InputMaybe<Scalars['Float']['input']>;
};

/** The euro reference rate of a currency, set each working day. */
export type Rate = {
  __typename?: 'Rate';
  code: Scalars['ID']['output'];
  date: Scalars['Date']['output'];
  /** Units of this currency for one of the base. */
  value: Scalars['Decimal']['output'];
};

/** The weather at a place, now and in the hours to come. */
export type Weather = {
  __typename?: 'Weather';
  hours?: Maybe<Array<WeatherHour>>;
  temperatureC?: Maybe<Scalars['Float']['output']>;
  /** Where it is measured, without an offset. */
  time?: Maybe<Scalars['LocalDateTime']['output']>;
  windKmh?: Maybe<Scalars['Float']['output']>;
};

export type WeatherHour = {
  __typename?: 'WeatherHour';
  temperatureC?: Maybe<Scalars['Float']['output']>;
  time: Scalars['LocalDateTime']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BigInt: ResolverTypeWrapper<RecordFor<Scalars['BigInt']['output']>>;
  Boolean: ResolverTypeWrapper<RecordFor<Scalars['Boolean']['output']>>;
  Country: ResolverTypeWrapper<RecordFor<Country>>;
  Currency: ResolverTypeWrapper<RecordFor<Currency>>;
  Date: ResolverTypeWrapper<RecordFor<Scalars['Date']['output']>>;
  DateTime: ResolverTypeWrapper<RecordFor<Scalars['DateTime']['output']>>;
  Decimal: ResolverTypeWrapper<RecordFor<Scalars['Decimal']['output']>>;
  Duration: ResolverTypeWrapper<RecordFor<Scalars['Duration']['output']>>;
  Earthquake: ResolverTypeWrapper<RecordFor<Earthquake>>;
  Float: ResolverTypeWrapper<RecordFor<Scalars['Float']['output']>>;
  ID: ResolverTypeWrapper<RecordFor<Scalars['ID']['output']>>;
  Int: ResolverTypeWrapper<RecordFor<Scalars['Int']['output']>>;
  JSON: ResolverTypeWrapper<RecordFor<Scalars['JSON']['output']>>;
  LoadConstants: ResolverTypeWrapper<RecordFor<Scalars['LoadConstants']['output']>>;
  LoadKeys: ResolverTypeWrapper<RecordFor<Scalars['LoadKeys']['output']>>;
  LocalDateTime: ResolverTypeWrapper<RecordFor<Scalars['LocalDateTime']['output']>>;
  Observation: ResolverTypeWrapper<RecordFor<Observation>>;
  Place: ResolverTypeWrapper<RecordFor<Place>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Rate: ResolverTypeWrapper<RecordFor<Rate>>;
  String: ResolverTypeWrapper<RecordFor<Scalars['String']['output']>>;
  Time: ResolverTypeWrapper<RecordFor<Scalars['Time']['output']>>;
  Weather: ResolverTypeWrapper<RecordFor<Weather>>;
  WeatherHour: ResolverTypeWrapper<RecordFor<WeatherHour>>;
  WireLiteral: ResolverTypeWrapper<RecordFor<Scalars['WireLiteral']['output']>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BigInt: RecordFor<Scalars['BigInt']['output']>;
  Boolean: RecordFor<Scalars['Boolean']['output']>;
  Country: RecordFor<Country>;
  Currency: RecordFor<Currency>;
  Date: RecordFor<Scalars['Date']['output']>;
  DateTime: RecordFor<Scalars['DateTime']['output']>;
  Decimal: RecordFor<Scalars['Decimal']['output']>;
  Duration: RecordFor<Scalars['Duration']['output']>;
  Earthquake: RecordFor<Earthquake>;
  Float: RecordFor<Scalars['Float']['output']>;
  ID: RecordFor<Scalars['ID']['output']>;
  Int: RecordFor<Scalars['Int']['output']>;
  JSON: RecordFor<Scalars['JSON']['output']>;
  LoadConstants: RecordFor<Scalars['LoadConstants']['output']>;
  LoadKeys: RecordFor<Scalars['LoadKeys']['output']>;
  LocalDateTime: RecordFor<Scalars['LocalDateTime']['output']>;
  Observation: RecordFor<Observation>;
  Place: RecordFor<Place>;
  Query: Record<PropertyKey, never>;
  Rate: RecordFor<Rate>;
  String: RecordFor<Scalars['String']['output']>;
  Time: RecordFor<Scalars['Time']['output']>;
  Weather: RecordFor<Weather>;
  WeatherHour: RecordFor<WeatherHour>;
  WireLiteral: RecordFor<Scalars['WireLiteral']['output']>;
};

export type LoadDirectiveArgs = {
  by?: Maybe<Scalars['LoadKeys']['input']>;
  const?: Maybe<Scalars['LoadConstants']['input']>;
  from: Scalars['String']['input'];
};

export type LoadDirectiveResolver<Result, Parent, ContextType = GraphContext, Args = LoadDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type WireDirectiveArgs = {
  by?: Maybe<Scalars['String']['input']>;
  default?: Maybe<Scalars['WireLiteral']['input']>;
  detail?: Maybe<Scalars['Boolean']['input']>;
  format?: Maybe<Scalars['String']['input']>;
  key?: Maybe<Scalars['String']['input']>;
  lone?: Maybe<Scalars['Boolean']['input']>;
  null?: Maybe<Array<Scalars['WireLiteral']['input']>>;
  path?: Maybe<Array<Scalars['String']['input']>>;
  value?: Maybe<Array<Maybe<Scalars['WireLiteral']['input']>>>;
  zip?: Maybe<Scalars['Boolean']['input']>;
};

export type WireDirectiveResolver<Result, Parent, ContextType = GraphContext, Args = WireDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type CountryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Country'] = ResolversParentTypes['Country']> = {
  capital?: Resolver<Maybe<ResolversTypes['Place']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  currencies?: Resolver<Maybe<Array<Maybe<ResolversTypes['Currency']>>>, ParentType, ContextType>;
  flag?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  indicators?: Resolver<Maybe<Array<Maybe<ResolversTypes['Observation']>>>, ParentType, ContextType, RequireFields<CountryIndicatorsArgs, 'ids' | 'years'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CurrencyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Currency'] = ResolversParentTypes['Currency']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rate?: Resolver<Maybe<ResolversTypes['Rate']>, ParentType, ContextType, RequireFields<CurrencyRateArgs, 'base'>>;
  symbol?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export interface DurationScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Duration'], any> {
  name: 'Duration';
}

export type EarthquakeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Earthquake'] = ResolversParentTypes['Earthquake']> = {
  depthKm?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  magnitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export interface LoadConstantsScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LoadConstants'], any> {
  name: 'LoadConstants';
}

export interface LoadKeysScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LoadKeys'], any> {
  name: 'LoadKeys';
}

export interface LocalDateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LocalDateTime'], any> {
  name: 'LocalDateTime';
}

export type ObservationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Observation'] = ResolversParentTypes['Observation']> = {
  countryCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  indicator?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PlaceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Place'] = ResolversParentTypes['Place']> = {
  earthquakes?: Resolver<Maybe<Array<Maybe<ResolversTypes['Earthquake']>>>, ParentType, ContextType, RequireFields<PlaceEarthquakesArgs, 'limit' | 'minMagnitude' | 'radiusKm'>>;
  latitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  longitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  weather?: Resolver<Maybe<ResolversTypes['Weather']>, ParentType, ContextType, RequireFields<PlaceWeatherArgs, 'days'>>;
};

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  countries?: Resolver<Maybe<Array<Maybe<ResolversTypes['Country']>>>, ParentType, ContextType, RequireFields<QueryCountriesArgs, 'codes'>>;
  country?: Resolver<Maybe<ResolversTypes['Country']>, ParentType, ContextType, RequireFields<QueryCountryArgs, 'code'>>;
  earthquakes?: Resolver<Maybe<Array<Maybe<ResolversTypes['Earthquake']>>>, ParentType, ContextType, RequireFields<QueryEarthquakesArgs, 'latitude' | 'limit' | 'longitude' | 'minMagnitude' | 'radiusKm'>>;
};

export type RateResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Rate'] = ResolversParentTypes['Rate']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export interface TimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Time'], any> {
  name: 'Time';
}

export type WeatherResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Weather'] = ResolversParentTypes['Weather']> = {
  hours?: Resolver<Maybe<Array<ResolversTypes['WeatherHour']>>, ParentType, ContextType>;
  temperatureC?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  time?: Resolver<Maybe<ResolversTypes['LocalDateTime']>, ParentType, ContextType>;
  windKmh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type WeatherHourResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WeatherHour'] = ResolversParentTypes['WeatherHour']> = {
  temperatureC?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  time?: Resolver<ResolversTypes['LocalDateTime'], ParentType, ContextType>;
};

export interface WireLiteralScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['WireLiteral'], any> {
  name: 'WireLiteral';
}

export type Resolvers<ContextType = GraphContext> = {
  BigInt?: GraphQLScalarType;
  Country?: CountryResolvers<ContextType>;
  Currency?: CurrencyResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  Earthquake?: EarthquakeResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  LoadConstants?: GraphQLScalarType;
  LoadKeys?: GraphQLScalarType;
  LocalDateTime?: GraphQLScalarType;
  Observation?: ObservationResolvers<ContextType>;
  Place?: PlaceResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Rate?: RateResolvers<ContextType>;
  Time?: GraphQLScalarType;
  Weather?: WeatherResolvers<ContextType>;
  WeatherHour?: WeatherHourResolvers<ContextType>;
  WireLiteral?: GraphQLScalarType;
};

export type DirectiveResolvers<ContextType = GraphContext> = {
  load?: LoadDirectiveResolver<any, any, ContextType>;
  wire?: WireDirectiveResolver<any, any, ContextType>;
};
