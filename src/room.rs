//! A live session: one task that owns it, decides, persists and publishes.
