// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// The methods, requests and responses that HTTPOperator and HTTPSensor speak of.
@_exported public import DagrunHTTP
