// Made by codegen from the SDL. Do not edit.

import type { Types } from '../../datasources/base/source/types.ts';

export interface Country {
  readonly capital: Place | null;
  readonly code: string;
  readonly name: string;
  readonly region: string | null;
}

export interface Currency {
  readonly code: string;
  readonly countryCode: string;
  readonly name: string;
  readonly symbol: string | null;
}

export interface Earthquake {
  readonly depthKm: number | null;
  readonly id: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly magnitude: number | null;
  readonly place: string | null;
  readonly time: string;
}

export interface Observation {
  readonly countryCode: string;
  readonly indicator: string;
  readonly name: string | null;
  readonly value: string | null;
  readonly year: number;
}

export interface Place {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly name: string | null;
}

export interface Rate {
  readonly code: string;
  readonly date: string;
  readonly value: string;
}

export interface Weather {
  readonly hours: readonly (WeatherHour)[] | null;
  readonly temperatureC: number | null;
  readonly time: string | null;
  readonly windKmh: number | null;
}

export interface WeatherHour {
  readonly temperatureC: number | null;
  readonly time: string;
}

declare module '../../datasources/base/source/types.ts' {
  interface Types {
    readonly Country: Country;
    readonly Currency: Currency;
    readonly Earthquake: Earthquake;
    readonly Observation: Observation;
    readonly Place: Place;
    readonly Rate: Rate;
    readonly Weather: Weather;
    readonly WeatherHour: WeatherHour;
  }
}

/** The record of a generated type; for `defaultMapper`. */
export type RecordFor<T> = T extends { __typename?: infer N } ? (N extends keyof Types ? Types[N] : T) : T;

