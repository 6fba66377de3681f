//! The durable event log: what is acknowledged here survives.
