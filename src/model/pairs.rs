//! Maps as lists of pairs: in JSON a key is text, and most of ours are not.

use imbl::OrdMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes a map as a list of its pairs, in the order of its keys.
///
/// # Errors
/// Where a key or value cannot be written.
pub fn serialize<K, V, S>(map: &OrdMap<K, V>, to: S) -> Result<S::Ok, S::Error>
where
    K: Ord + Serialize,
    V: Serialize,
    S: Serializer,
{
    to.collect_seq(map)
}

/// Reads a map from a list of pairs.
///
/// # Errors
/// Where it is no such list.
pub fn deserialize<'de, K, V, D>(from: D) -> Result<OrdMap<K, V>, D::Error>
where
    K: Ord + Clone + Deserialize<'de>,
    V: Clone + Deserialize<'de>,
    D: Deserializer<'de>,
{
    let pairs = Vec::<(K, V)>::deserialize(from)?;
    Ok(pairs.into_iter().collect())
}
